using Prunella.Cli.Output;

namespace Prunella.Cli.Shell;

/// <summary>What the commands take from the outside, so that tests can give it.</summary>
internal sealed record CliContext
{
    /// <summary>What is piped into the tool.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>The same as bytes; opened where a command wants those.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal that shows colours.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Columns and rows of the terminal at this moment.</summary>
    public Func<(int Width, int Height)> Size { get; init; } = static () => (120, 40);

    public required Func<string, string?> Environment { get; init; }

    public required string CurrentDirectory { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Who decides and asks, for the journal.</summary>
    public required string User { get; init; }

    /// <summary>Runs agents; null where this build can not, and then <c>run</c> and <c>up</c> are not offered.</summary>
    public IAgentHost? Host { get; init; }

    /// <summary>The surroundings of this process.</summary>
    public static CliContext OfProcess(IAgentHost? host)
    {
        bool terminal = !Console.IsOutputRedirected
            && string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable("NO_COLOR"))
            && System.Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new CliContext
        {
            In = new StreamReader(Console.OpenStandardInput()),
            OpenInput = Console.OpenStandardInput,
            Out = Console.Out,
            Error = Console.Error,
            IsTerminal = terminal,
            Size = static () => (Console.WindowWidth, Console.WindowHeight),
            Environment = System.Environment.GetEnvironmentVariable,
            CurrentDirectory = Directory.GetCurrentDirectory(),
            Time = TimeProvider.System,
            User = System.Environment.UserName,
            Host = host,
        };
    }

    /// <summary>Shows a report in the form that fits.</summary>
    public void Show(Report report) => Writer().Write(report);

    /// <summary>Takes single lines, as events are.</summary>
    public LineWriter Lines() => new(Out, IsTerminal);

    private IReportWriter Writer() => IsTerminal ? new SpectreReportWriter(Out, Size().Width) : new PlainReportWriter(Out);
}
