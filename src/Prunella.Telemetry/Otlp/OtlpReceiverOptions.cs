namespace Prunella.Telemetry.Otlp;

/// <summary>How much an <see cref="OtlpReceiver"/> takes.</summary>
public sealed record OtlpReceiverOptions
{
    /// <summary>Most bytes of a request as they come. Default 8 MiB; positive.</summary>
    public int MaxBodyBytes { get; init; } = 8 << 20;

    /// <summary>Most bytes of a message, unpacked. Default 16 MiB; at most <see cref="OtlpReader.MaxBytes"/>.</summary>
    public int MaxMessageBytes { get; init; } = 16 << 20;

    /// <summary>Most records of a request that are taken; those beyond are refused, and the answer says so. Default 50,000; positive.</summary>
    public int MaxRecords { get; init; } = 50_000;

    /// <summary>Most requests that are read at once; with <see cref="MaxMessageBytes"/> this bounds the memory. Default 4; positive.</summary>
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>After how long a sender that was put off may come again. Default 1 s; whole seconds, positive.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    internal void Check(string parameter)
    {
        if (MaxBodyBytes <= 0 || MaxMessageBytes <= 0 || MaxRecords <= 0 || MaxConcurrent <= 0 || RetryAfter < TimeSpan.FromSeconds(1))
            throw new ArgumentException($"All limits must be positive, and {nameof(RetryAfter)} at least a second.", parameter);
        if (MaxMessageBytes > OtlpReader.MaxBytes)
            throw new ArgumentException($"{nameof(MaxMessageBytes)} must be at most {OtlpReader.MaxBytes}.", parameter);
    }
}
