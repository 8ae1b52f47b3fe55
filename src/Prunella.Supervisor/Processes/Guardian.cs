using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>A small process that outlives the supervisor for a moment and ends all that it left, however it ended.</summary>
/// <remarks>
/// The kernel kills our children with us where it can, but not their children. The guardian waits at a pipe whose other end only we
/// hold; at its end it kills our cgroup, or without one every process that carries our mark in its environment.
/// </remarks>
internal sealed class Guardian : IDisposable
{
    private const string Script =
        """
        trap '' INT TERM HUP QUIT
        read -r _
        if [ -n "$1" ]; then
            for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                echo 1 > "$1/cgroup.kill"
                find "$1" -depth -type d -exec rmdir {} + && break
                sleep 0.05
            done 2>/dev/null
        else
            for round in 1 2 3 4 5; do
                found=$(grep -lzF "PRUNELLA_GENERATION=$2-" /proc/[0-9]*/environ 2>/dev/null) || break
                for file in $found; do pid=${file#/proc/}; kill -9 "${pid%/environ}" 2>/dev/null; done
                sleep 0.05
            done
        fi
        """;

    private readonly Descriptor _life;
    private readonly int _pid;

    private Guardian(Descriptor life, int pid)
    {
        _life = life;
        _pid = pid;
    }

    /// <summary>Starts the guardian of this supervisor.</summary>
    /// <param name="supervision">The beginning of the marks of all its processes.</param>
    /// <param name="group">The cgroup that holds them; null for none.</param>
    public static Guardian Start(string supervision, ControlGroup? group)
    {
        (Descriptor read, Descriptor write) = Descriptor.Pipe(nonBlocking: false);
        using (read)
        using (var silence = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite))
        {
            int nothing = (int)silence.DangerousGetHandle();
            var environment = new Dictionary<string, string> { ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin" };
            string[] command = ["/bin/sh", "-c", Script, "prunella-guardian", group?.Path ?? "", supervision];
            return new Guardian(write, ProcessSpawner.Start(new SpawnRequest(command, environment, [read.Number, nothing, nothing])));
        }
    }

    /// <summary>Lets it do its work, and waits until it has: under two seconds.</summary>
    public void Dispose()
    {
        if (_life.IsClosed)
            return;
        _life.Dispose();
        _ = ChildProcess.Reap(_pid);
    }
}
