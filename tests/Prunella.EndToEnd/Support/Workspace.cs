using System.Net;
using System.Net.Sockets;
using Prunella.Supervisor;

namespace Prunella.EndToEnd.Support;

/// <summary>A directory of one test, and the mark by which its processes are found wherever they went.</summary>
internal sealed class Workspace : IDisposable
{
    private const string Variable = "PRUNELLA_E2E";

    public string Root { get; } = Directory.CreateTempSubdirectory("prunella-e2e-").FullName;

    public string State => Path.Combine(Root, "state");

    public string Journal => Path.Combine(State, "journal");

    public RuntimeDirectory Runtime => new(Path.Combine(Root, "run"));

    /// <summary>To be put into the environment of what is started.</summary>
    public Dictionary<string, string> Mark => new() { [Variable] = Root };

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The processes of this test that live, with their command lines.</summary>
    public IReadOnlyList<string> Living() => [.. LinuxProcess.WithVariable(Variable, Root).Select(static pid => $"{pid}: {LinuxProcess.CommandLine(pid)}")];

    /// <summary>Whether a process of this test is that program by now, and not still on its way to become it.</summary>
    public bool Runs(string commandLine) => Living().Any(line => line.EndsWith($": {commandLine}", StringComparison.Ordinal));

    public Task NothingLivesAsync() => Eventually.TrueAsync(() => Living().Count == 0, () => $"no process left, but there are {string.Join(" | ", Living())}");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        foreach (int pid in LinuxProcess.WithVariable(Variable, Root))
            LinuxProcess.Signal(pid, LinuxProcess.Kill);
        Directory.Delete(Root, recursive: true);
    }
}
