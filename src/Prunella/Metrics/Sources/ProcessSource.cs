using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Metrics;

/// <summary>Measures what processes use of the machine, from <c>/proc</c>: processor time, memory, threads, descriptors and bytes read and written.</summary>
/// <remarks>
/// Names follow OpenTelemetry's conventions (<c>process.*</c>). A process that ends leaves its series without values; a new one of the same component goes on
/// with them, and its totals begin with a reset. Descriptors are counted every tenth time, for that costs most. Without <c>/proc</c> there are no series.
/// </remarks>
public sealed class ProcessSource : ISeriesSource
{
    private const int TurnsToDescriptors = 10;
    private const double ClockTicks = 100; // USER_HZ, the same on every Linux that .NET runs on

    private readonly Func<IReadOnlyCollection<ObservedProcess>> _processes;
    private readonly Dictionary<string, SourceSeries> _series = [];
    private readonly Dictionary<int, (int Open, double? Limit)> _descriptors = [];
    private readonly KernelFile _file = new();
    private int _turn;

    /// <param name="processes">Those to measure now; called before each roll-up on a thread of the hub's.</param>
    public ProcessSource(Func<IReadOnlyCollection<ObservedProcess>> processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        _processes = processes;
    }

    /// <inheritdoc/>
    public string Name => "processes";

    /// <summary>Measures this process.</summary>
    public static ProcessSource OfThisProcess() => new(static () => [new ObservedProcess(null, Environment.ProcessId)]);

    /// <inheritdoc/>
    public void Collect(ISeriesWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        bool count = _turn++ % TurnsToDescriptors == 0;
        if (count)
            _descriptors.Clear();
        foreach (ObservedProcess process in _processes())
            Collect(writer, process, count);
    }

    private void Collect(ISeriesWriter writer, ObservedProcess process, bool count)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Pid}");
        ReadOnlySpan<byte> stat = _file.Read(folder + "/stat");
        // The name in brackets may hold anything, brackets too: the numbers follow the last of them.
        int end = stat.LastIndexOf((byte)')');
        if (end < 0)
            return;
        Span<double> fields = stackalloc double[22]; // from the process's state on, which is field 3
        ReadFields(stat[(end + 2)..], fields);
        SourceSeries series = SeriesOf(process.Component);
        series.Total(writer, "process.cpu.time", "s", "Processor time.", (fields[11] + fields[12]) / ClockTicks);
        series.Level(writer, "process.memory.usage", "By", "Memory that is resident.", fields[21] * Environment.SystemPageSize);
        series.Level(writer, "process.thread.count", "{thread}", "Threads.", fields[17]);
        series.Total(writer, "process.paging.faults", "{fault}", "Page faults that had to read.", fields[9]);
        ReadOnlySpan<byte> io = _file.Read(folder + "/io");
        series.Total(writer, "process.disk.io", "By", "Bytes read from and written to storage.", KernelFile.NumberAfter(io, "read_bytes"u8), [new SeriesTag("disk.io.direction", "read")]);
        series.Total(writer, "process.disk.io", "By", "Bytes read from and written to storage.", KernelFile.NumberAfter(io, "write_bytes"u8), [new SeriesTag("disk.io.direction", "write")]);
        if (count && CountDescriptors(folder + "/fd") is { } descriptors)
            _descriptors[process.Pid] = (descriptors, KernelFile.NumberAfter(_file.Read(folder + "/limits"), "Max open files"u8));
        if (_descriptors.TryGetValue(process.Pid, out (int Open, double? Limit) found))
        {
            series.Level(writer, "process.unix.file_descriptor.count", "{file_descriptor}", "Open descriptors.", found.Open);
            series.Level(writer, "process.unix.file_descriptor.limit", "{file_descriptor}", "How many it may open.", found.Limit);
        }
    }

    private SourceSeries SeriesOf(string? component)
    {
        string name = component ?? "";
        if (!_series.TryGetValue(name, out SourceSeries? series))
            _series.Add(name, series = new SourceSeries(PrunellaTelemetry.Name, component is null ? SeriesTags.Empty : [new SeriesTag(SeriesKey.ComponentTag, component)]));
        return series;
    }

    private static void ReadFields(ReadOnlySpan<byte> text, Span<double> fields)
    {
        int at = 0;
        foreach (Range range in text.Split((byte)' '))
        {
            if (at == fields.Length)
                return;
            fields[at++] = KernelFile.FirstNumber(text[range]) ?? 0;
        }
    }

    private static int? CountDescriptors(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Count();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is another user's
        }
    }
}
