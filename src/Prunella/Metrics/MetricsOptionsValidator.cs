using Microsoft.Extensions.Options;

namespace Prunella.Metrics;

/// <summary>Names every fault of the options at once.</summary>
internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    private const long MaxBytes = 4L << 30;

    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Period < TimeSpan.FromMilliseconds(100) || options.Period > TimeSpan.FromMinutes(1) || TimeSpan.TicksPerMinute % options.Period.Ticks != 0)
            errors.AddError($"must be 100 ms to 1 min and a whole part of a minute, but is {options.Period}.", nameof(options.Period));
        if (options.MaxSeriesPerInstrument is < 1 or > 100_000)
            errors.AddError($"must be 1 to 100,000, but is {options.MaxSeriesPerInstrument}.", nameof(options.MaxSeriesPerInstrument));
        if (options.MaxSeries is < 100 or > 1_000_000)
            errors.AddError($"must be 100 to 1,000,000, but is {options.MaxSeries}.", nameof(options.MaxSeries));
        if (options.PointBytes is < 1 << 20 or > MaxBytes)
            errors.AddError($"must be 1 MiB to 4 GiB, but is {options.PointBytes}.", nameof(options.PointBytes));
        if (options.SketchBytes is < 1 << 20 or > MaxBytes)
            errors.AddError($"must be 1 MiB to 4 GiB, but is {options.SketchBytes}.", nameof(options.SketchBytes));
        if (options.CollectionTimeout < TimeSpan.FromMilliseconds(10) || options.CollectionTimeout > options.Period)
            errors.AddError($"must be 10 ms to Period, but is {options.CollectionTimeout}.", nameof(options.CollectionTimeout));
        if (options.SilentAfter < options.Period)
            errors.AddError($"must be at least Period, but is {options.SilentAfter}.", nameof(options.SilentAfter));
        if (options.HistoryFile is { } file && string.IsNullOrWhiteSpace(file))
            errors.AddError("must be a path, or null for no history.", nameof(options.HistoryFile));
        AddEmptyNames(errors, options.Meters, nameof(options.Meters));
        AddEmptyNames(errors, options.ExcludedMeters, nameof(options.ExcludedMeters));
        return errors.Build();
    }

    private static void AddEmptyNames(ValidateOptionsResultBuilder errors, IEnumerable<string> names, string property)
    {
        if (names.Any(string.IsNullOrWhiteSpace))
            errors.AddError("must not hold an empty name.", property);
    }
}
