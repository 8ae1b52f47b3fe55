using System.CommandLine;
using Prunella.Cli.Agents;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary>A command that a running agent answers.</summary>
internal sealed class AgentCommand : Command
{
    private readonly CliContext _context;
    private readonly Option<string?> _project = new("--project", "-p")
    {
        Description = "The project whose agent is meant. Default: that of the nearest prunella.yaml, else the only one that runs.",
        HelpName = "name",
    };

    public AgentCommand(CliContext context, string name, string description)
        : base(name, description)
    {
        _context = context;
        Options.Add(_project);
    }

    /// <summary>Sets what the command does once the agent answers.</summary>
    /// <param name="patience">After this long without an end it has timed out; null for a command that goes on until it is interrupted.</param>
    /// <param name="action">The exchange.</param>
    /// <param name="alone">Answers without an agent where the command line gives all that is needed; null where it never does, and its answer where it does not.</param>
    public AgentCommand Does(
        TimeSpan? patience, Func<ParseResult, AgentClient, CancellationToken, Task<ExitCode>> action, Func<ParseResult, ExitCode?>? alone = null)
    {
        Option<string?>? timeout = null;
        if (patience is { } standard)
        {
            timeout = new("--timeout")
            {
                Description = $"Give up after this long (exit 124). Default {standard.TotalSeconds:0}s.",
                HelpName = "duration",
            };
            Options.Add(timeout);
        }

        SetAction((parse, cancellation) => CommandGuard.RunAsync(_context, async () =>
        {
            if (alone?.Invoke(parse) is { } answered)
                return answered;
            TimeSpan limit = timeout is not null && parse.GetValue(timeout) is { } text ? DurationOf(text) : patience ?? Timeout.InfiniteTimeSpan;
            using var clock = new CancellationTokenSource(limit, _context.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, clock.Token);
            try
            {
                using AgentClient agent = await new AgentLocator(_context).ConnectAsync(parse.GetValue(_project), both.Token);
                return await action(parse, agent, both.Token);
            }
            catch (OperationCanceledException error) when (clock.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"The agent did not answer within {Phrase.Of(limit)}.", error);
            }
        }, cancellation));
        return this;
    }

    private static TimeSpan DurationOf(string text) => Quantity.TryDuration(text, out TimeSpan duration) && duration > TimeSpan.Zero
        ? duration
        : throw new UsageException($"--timeout: '{text}' is not a positive duration, as 500ms or 10s.");
}
