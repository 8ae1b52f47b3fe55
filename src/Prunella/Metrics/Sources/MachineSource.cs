using Prunella.Kernel;

namespace Prunella.Metrics;

/// <summary>Measures what surrounds the process: its control group (version 2) with pressure, sockets, and the disk it works on.</summary>
/// <remarks>What the machine does not offer makes no series: no control group, no pressure, no limit of memory.</remarks>
public sealed class MachineSource : ISeriesSource
{
    private const double Micro = 1e-6;
    private const double KiB = 1024;

    private static readonly string[] Resources = ["cpu", "memory", "io"];

    private readonly SourceSeries _series = new(PrunellaTelemetry.Name, SeriesTags.Empty);
    private readonly KernelFile _file = new();
    private readonly string _group;
    private readonly DriveInfo? _disk;

    /// <param name="directory">Lies on the disk that is measured; by default the working directory.</param>
    public MachineSource(string? directory = null)
    {
        _group = GroupOf(_file.Read("/proc/self/cgroup"));
        try
        {
            _disk = new DriveInfo(directory ?? Environment.CurrentDirectory);
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            _disk = null;
        }
    }

    /// <inheritdoc/>
    public string Name => "machine";

    /// <inheritdoc/>
    public void Collect(ISeriesWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        CollectGroup(writer);
        foreach (string resource in Resources)
            CollectPressure(writer, resource);
        ReadOnlySpan<byte> sockets = _file.Read("/proc/self/net/sockstat");
        _series.Level(writer, "system.network.connection.count", "{connection}", "Sockets in use.", KernelFile.NumberAfter(sockets, "TCP: inuse"u8), [new SeriesTag("network.transport", "tcp")]);
        _series.Level(writer, "system.network.connection.count", "{connection}", "Sockets in use.", KernelFile.NumberAfter(sockets, "UDP: inuse"u8), [new SeriesTag("network.transport", "udp")]);
        _series.Level(writer, "system.memory.limit", "By", "Memory of the machine.", KernelFile.NumberAfter(_file.Read("/proc/meminfo"), "MemTotal:"u8) * KiB);
        if (_disk is { IsReady: true })
        {
            _series.Level(writer, "system.filesystem.free", "By", "Space left on the disk for this user.", _disk.AvailableFreeSpace);
            _series.Level(writer, "system.filesystem.limit", "By", "Size of the disk.", _disk.TotalSize);
        }
    }

    private static string GroupOf(ReadOnlySpan<byte> groups)
    {
        foreach (Range line in groups.Split((byte)'\n'))
        {
            if (groups[line].StartsWith("0::"u8))
                return "/sys/fs/cgroup" + System.Text.Encoding.UTF8.GetString(groups[line][3..]).TrimEnd('/');
        }

        return "/sys/fs/cgroup";
    }

    private void CollectGroup(ISeriesWriter writer)
    {
        ReadOnlySpan<byte> cpu = _file.Read(_group + "/cpu.stat");
        _series.Total(writer, "cgroup.cpu.time", "s", "Processor time of the control group.", KernelFile.NumberAfter(cpu, "usage_usec"u8) * Micro);
        _series.Total(writer, "cgroup.cpu.throttled.time", "s", "Time the control group was held back by its limit.", KernelFile.NumberAfter(cpu, "throttled_usec"u8) * Micro);
        _series.Level(writer, "cgroup.memory.usage", "By", "Memory of the control group.", KernelFile.FirstNumber(_file.Read(_group + "/memory.current")));
        _series.Level(writer, "cgroup.memory.limit", "By", "What memory the control group may use.", KernelFile.FirstNumber(_file.Read(_group + "/memory.max")));
        _series.Level(writer, "cgroup.process.count", "{process}", "Processes and threads of the control group.", KernelFile.FirstNumber(_file.Read(_group + "/pids.current")));
        ReadOnlySpan<byte> io = _file.Read(_group + "/io.stat");
        _series.Total(writer, "cgroup.disk.io", "By", "Bytes of the control group.", SumAfter(io, "rbytes="u8), [new SeriesTag("disk.io.direction", "read")]);
        _series.Total(writer, "cgroup.disk.io", "By", "Bytes of the control group.", SumAfter(io, "wbytes="u8), [new SeriesTag("disk.io.direction", "write")]);
    }

    private void CollectPressure(ISeriesWriter writer, string resource)
    {
        ReadOnlySpan<byte> pressure = _file.Read($"{_group}/{resource}.pressure");
        if (pressure.IsEmpty)
            pressure = _file.Read("/proc/pressure/" + resource);
        foreach (Range line in pressure.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> text = pressure[line];
            string? who = text.StartsWith("some"u8) ? "some" : text.StartsWith("full"u8) ? "full" : null;
            if (who is not null)
            {
                _series.Total(writer, "cgroup.pressure.time", "s", "Time in which some or all tasks waited for a resource.",
                    KernelFile.NumberAfter(text, "total"u8) * Micro, [new SeriesTag("resource", resource), new SeriesTag("who", who)]);
            }
        }
    }

    private static double? SumAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        double? sum = null;
        while (text.IndexOf(word) is >= 0 and int at)
        {
            text = text[(at + word.Length)..];
            sum = (sum ?? 0) + (KernelFile.FirstNumber(text) ?? 0);
        }

        return sum;
    }
}
