using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Agents;

/// <summary>Finds the agent that a command is meant for.</summary>
internal sealed class AgentLocator(CliContext context)
{
    private readonly RuntimeDirectory _runtime = RuntimeDirectory.Find(context.Environment);

    /// <summary>Connects to the agent of <paramref name="project"/>; without one to that of the nearest manifest; without that to the only one that runs.</summary>
    /// <exception cref="AgentUnreachableException">None answers, or it is not clear which is meant.</exception>
    /// <exception cref="UsageException"><paramref name="project"/> can not be the name of a project.</exception>
    public async Task<AgentClient> ConnectAsync(string? project, CancellationToken cancellationToken)
    {
        string? wanted = project ?? OfNearestManifest();
        if (wanted is not null)
        {
            try
            {
                return await AgentClient.ConnectAsync(SocketOf(wanted), cancellationToken);
            }
            catch (AgentUnreachableException error)
            {
                throw new AgentUnreachableException($"No agent of project '{wanted}' answers. {await OthersAsync(cancellationToken)}", error);
            }
        }

        List<string> running = await RunningAsync(cancellationToken);
        return running.Count == 1
            ? await AgentClient.ConnectAsync(SocketOf(running[0]), cancellationToken)
            : throw new AgentUnreachableException(running.Count == 0
                ? $"No agent runs (looked in {_runtime.Root}). Start one with 'prunella up' or 'prunella run'."
                : $"Several agents run: {string.Join(", ", running)}. Say which with --project.");
    }

    private string? OfNearestManifest() =>
        ManifestReader.Find(context.CurrentDirectory) is { } file ? ProjectName.Of(file, context.Environment) : null;

    private string SocketOf(string project)
    {
        try
        {
            return _runtime.SocketOf(project);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private async Task<string> OthersAsync(CancellationToken cancellationToken)
    {
        List<string> running = await RunningAsync(cancellationToken);
        return running.Count == 0
            ? $"None runs at all (looked in {_runtime.Root})."
            : $"Running: {string.Join(", ", running)}; choose one with --project.";
    }

    // A socket may have outlived its agent: only one that answers counts.
    private async Task<List<string>> RunningAsync(CancellationToken cancellationToken)
    {
        var running = new List<string>();
        foreach (string project in _runtime.Projects())
        {
            try
            {
                using AgentClient client = await AgentClient.ConnectAsync(_runtime.SocketOf(project), cancellationToken);
                running.Add(project);
            }
            catch (Exception error) when (error is AgentUnreachableException or ArgumentException)
            {
                // Not one of those that run.
            }
        }

        return running;
    }
}
