namespace Prunella.Cli.Shell;

/// <summary>How a run in the foreground is asked to end.</summary>
/// <param name="Orderly">Stop all services in reverse order of dependency. Ctrl+C, SIGTERM or the terminal's end.</param>
/// <param name="AtOnce">Kill what still runs. A second Ctrl+C.</param>
internal sealed record ShutdownRequest(CancellationToken Orderly, CancellationToken AtOnce);
