using System.Diagnostics.Metrics;

namespace Prunella.Metrics;

/// <summary>Makes instruments of a meter.</summary>
public static class MeterExtensions
{
    /// <summary>Makes a timer: a histogram of seconds.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="name">The name, as <c>orders.pay.duration</c>.</param>
    /// <param name="description">What is measured.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public static MeterTimer CreateTimer(this Meter meter, string name, string? description = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(meter);
        return new MeterTimer(meter.CreateHistogram<double>(name, "s", description), time ?? TimeProvider.System);
    }
}
