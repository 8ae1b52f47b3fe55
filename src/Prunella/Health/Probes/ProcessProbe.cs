using System.Diagnostics;
using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Looks whether a process lives: one that is gone or a zombie has failed for certain; one that is stopped (SIGSTOP, a debugger) has failed.</summary>
/// <remarks>
/// On Linux by <c>/proc/PID/stat</c>; elsewhere only whether the process exists. On Linux the start time is remembered at construction, so that
/// a stranger who is given the same number later is not taken for it.
/// </remarks>
public sealed class ProcessProbe : INonBlockingProbe
{
    private readonly int _pid;
    private readonly long? _born;

    /// <param name="pid">The number of a process, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is not positive.</exception>
    public ProcessProbe(int pid)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pid);
        _pid = pid;
        Description = string.Create(CultureInfo.InvariantCulture, $"process {pid}");
        _born = OperatingSystem.IsLinux() ? ReadStat()?.Born : null;
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken) => new(OperatingSystem.IsLinux() ? Look() : LookElsewhere());

    private HealthReading Look()
    {
        if (ReadStat() is not { } stat || stat.Born != _born)
            return Gone("is gone");
        return stat.State switch
        {
            'Z' or 'X' => Gone("has ended and waits to be reaped"),
            'T' or 't' => new HealthReading(HealthState.Failed, $"{Description} is stopped"),
            _ => HealthReading.Healthy($"{Description} lives"),
        };
    }

    private HealthReading LookElsewhere()
    {
        try
        {
            using var process = Process.GetProcessById(_pid);
            return process.HasExited ? Gone("has ended") : HealthReading.Healthy($"{Description} lives");
        }
        catch (ArgumentException)
        {
            return Gone("is gone");
        }
    }

    private HealthReading Gone(string how) => new(HealthState.Failed, $"{Description} {how}") { Conclusive = true };

    private (char State, long Born)? ReadStat()
    {
        string stat;
        try
        {
            stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_pid}/stat"));
        }
        catch (IOException)
        {
            return null; // no such process, or it ended while it was read
        }

        // The name stands in brackets and may hold anything, brackets and blanks too: count from its end. See proc(5).
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        const int StateField = 0;
        const int StartTimeField = 19;
        return (fields[StateField][0], long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture));
    }
}
