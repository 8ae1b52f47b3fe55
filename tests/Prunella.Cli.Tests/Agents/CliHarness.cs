using Prunella.Cli.Commands;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Testing;

namespace Prunella.Cli.Tests.Agents;

/// <summary>Runs the real command tree in this process, in directories of its own.</summary>
internal sealed class CliHarness : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pr-").FullName;
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);

    public CliHarness()
    {
        Here = Directory.CreateDirectory(Path.Combine(_root, "here")).FullName;
        Runtime = new RuntimeDirectory(Path.Combine(_root, "run"));
        _environment["PRUNELLA_RUNTIME_DIR"] = Runtime.Root;
        _environment["HOME"] = _root;
    }

    public string Here { get; }

    public RuntimeDirectory Runtime { get; }

    public ManualClock Clock { get; } = new(Samples.Now);

    public TextReader In { get; set; } = TextReader.Null;

    public StringWriter Out { get; } = new() { NewLine = "\n" };

    public StringWriter Error { get; } = new() { NewLine = "\n" };

    public bool IsTerminal { get; set; }

    public int Width { get; set; } = 80;

    public FakeHost Host { get; } = new();

    public string Root => _root;

    public void Set(string name, string? value) => _environment[name] = value;

    public Task<int> RunAsync(params string[] arguments) => CommandTree.InvokeAsync(new CliContext
    {
        In = In,
        Out = Out,
        Error = Error,
        IsTerminal = IsTerminal,
        Size = () => (Width, 24),
        Environment = name => _environment.GetValueOrDefault(name),
        CurrentDirectory = Here,
        Time = Clock,
        User = "ada",
        Host = Host,
    }, arguments);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
