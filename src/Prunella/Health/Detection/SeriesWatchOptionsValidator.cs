using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Names every fault of <see cref="SeriesWatchOptions"/> at once.</summary>
public sealed class SeriesWatchOptionsValidator : IValidateOptions<SeriesWatchOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SeriesWatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.MaxSeries is < 1 or > 100_000)
            errors.AddError($"must be 1 to 100,000, but is {options.MaxSeries}.", nameof(options.MaxSeries));
        if (options.Worst is < HealthState.Failed or > HealthState.Degraded)
            errors.AddError($"must be Degraded, Critical or Failed, but is {options.Worst}.", nameof(options.Worst));
        if (options.Component is { } own && !ComponentName.TryParse(own, out _))
            errors.AddError($"'{own}' is not a component name.", nameof(options.Component));
        foreach (SeriesRule rule in options.Rules)
        {
            if (rule.Series.Length == 0)
                errors.AddError("a rule names no series.", nameof(options.Rules));
            if (rule.Component is { } component && !ComponentName.TryParse(component, out _))
                errors.AddError($"'{component}' is not a component name.", nameof(options.Rules));
            if (!(rule.Least >= 0))
                errors.AddError($"Least must not be negative, but is {rule.Least}.", nameof(options.Rules));
        }

        errors.AddResult(new DetectorOptionsValidator().Validate(name, options.Detector));
        return errors.Build();
    }
}
