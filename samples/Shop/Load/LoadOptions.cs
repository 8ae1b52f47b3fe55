using System.Net;

namespace Shop.Load;

/// <summary>What load to make.</summary>
public sealed record LoadOptions
{
    /// <summary>Where requests go.</summary>
    public required IPEndPoint Target { get; init; }

    /// <summary>Requests per second, at a constant distance, whatever the answers do. Default 100; above 0, at most 100,000.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>After this long the load ends; null to go on until stopped.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>After this long, counted from when it was due, a request is given up. Default 5 s, positive.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests may be under way; what is due beyond counts as not sent. Default 2,000, positive.</summary>
    public int MaxInFlight { get; init; } = 2_000;

    /// <summary>How requests use connections. Default keep-alive.</summary>
    public ConnectionMode Connections { get; init; }

    /// <summary>The length of one point of the series. Default 1 s, positive.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Target, nameof(Target));
        if (Rate is not (> 0 and <= 100_000))
            throw new ArgumentOutOfRangeException(nameof(Rate), Rate, "The rate is above 0 and at most 100,000 per second.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Duration ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(Duration));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxInFlight, nameof(MaxInFlight));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Interval, TimeSpan.Zero, nameof(Interval));
    }
}
