namespace Prunella.Telemetry.Store;

/// <summary>How much a store keeps.</summary>
public sealed record EventStoreOptions
{
    /// <summary>Most bytes on disk; the oldest days go first. Default 10 GiB; at least 1 MiB.</summary>
    public long MaxBytes { get; init; } = 10L << 30;

    /// <summary>How long events are kept by their own time, in whole days; at least 1 day. Default null: whatever their age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The size at which a file is closed and another begun. Default 256 MiB.</summary>
    public long FileBytes { get; init; } = 256L << 20;
}
