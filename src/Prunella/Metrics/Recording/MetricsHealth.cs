namespace Prunella.Metrics;

/// <summary>What the hub counts of itself.</summary>
internal sealed class MetricsHealth
{
    private long _refused;
    private long _late;

    /// <summary>Measurements that were no finite numbers, or whose tags could not be read.</summary>
    public long RefusedMeasurements => Volatile.Read(ref _refused);

    /// <summary>Turns in which instruments or sources took too long.</summary>
    public long LateCollections => Volatile.Read(ref _late);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Late() => Interlocked.Increment(ref _late);
}
