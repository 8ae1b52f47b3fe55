using System.Diagnostics;

namespace Prunella.Bench.Supervisor;

/// <summary>The supervised program: its first act is to write the time and its process id into a file.</summary>
internal sealed class StampingChild
{
    private readonly string _program;

    private StampingChild(string program, bool isNative)
    {
        _program = program;
        IsNative = isNative;
    }

    /// <summary>Whether it is the compiled program; otherwise a shell script, whose stamp comes some milliseconds late.</summary>
    public bool IsNative { get; }

    /// <summary>Compiles the child, or takes the script where there is no compiler.</summary>
    public static async Task<StampingChild> BuildAsync(Bench bench)
    {
        string program = Path.Combine(bench.Folder, "first-act");
        if (SearchPath.Find("cc") is { } compiler)
        {
            await RunningProgram.RunAsync(bench.Folder, [compiler, "-O2", "-o", program, Path.Combine(bench.Root, "bench", "native", "first-act.c")]);
            return new StampingChild(program, isNative: true);
        }

        Peers.Scripts.Write(program, "echo \"$(date +%s%N) $$\" >>\"$1\"\nexec sleep 1000000");
        return new StampingChild(program, isNative: false);
    }

    /// <param name="file">Where it stamps.</param>
    /// <param name="grandchildren">How many processes it leaves behind that forked twice; the script leaves none.</param>
    public IReadOnlyList<string> Command(string file, int grandchildren = 0) =>
        grandchildren == 0 ? [_program, file] : [_program, file, grandchildren.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>This moment on the clock of the stamps, in nanoseconds.</summary>
    /// <remarks>On Linux <see cref="Stopwatch"/> counts the nanoseconds of CLOCK_MONOTONIC, as the native child does; a shell has the wall clock alone.</remarks>
    public long Now() => IsNative
        ? Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency)
        : (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
