namespace Prunella.Health;

/// <summary>Series that are watched, and what is trouble in them.</summary>
public sealed record SeriesRule
{
    /// <summary>The name of the series, as <c>http.server.request.duration:p99</c>; a <c>*</c> at the end stands for anything.</summary>
    public string Series { get; set; } = string.Empty;

    /// <summary>Which way is bad. Default up.</summary>
    public BadDirection Bad { get; set; } = BadDirection.Up;

    /// <summary>A value nearer to zero than this is never trouble, however unusual; in the unit of the series. Default 0.</summary>
    public double Least { get; set; }

    /// <summary>The component that is in trouble with the series; null for the one the series comes from.</summary>
    public string? Component { get; set; }
}
