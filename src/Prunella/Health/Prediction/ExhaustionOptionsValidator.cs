using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Names every fault of <see cref="ExhaustionOptions"/> at once.</summary>
public sealed class ExhaustionOptionsValidator : IValidateOptions<ExhaustionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ExhaustionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.Horizon < TimeSpan.FromMinutes(1) || options.Horizon > TimeSpan.FromDays(90))
            errors.AddError($"must be 1 minute to 90 days, but is {options.Horizon}.", nameof(options.Horizon));
        if (options.Confidence is not (>= 0.5 and <= 1))
            errors.AddError($"must lie in [0.5, 1], but is {options.Confidence}.", nameof(options.Confidence));
        if (options.MaxSeries is < 1 or > 10_000)
            errors.AddError($"must be 1 to 10,000, but is {options.MaxSeries}.", nameof(options.MaxSeries));
        for (int i = 0; i < options.Rules.Count; i++)
        {
            ExhaustionRule rule = options.Rules[i];
            if (rule.Series.Length == 0)
                errors.AddError("must name a series.", $"Rules:{i}:{nameof(rule.Series)}");
            if (rule.Limit is null == (rule.LimitSeries.Count == 0) || rule.Limit is { } limit && !double.IsFinite(limit))
                errors.AddError("there must be either a finite Limit or a LimitSeries.", $"Rules:{i}:{nameof(rule.Limit)}");
            if (rule.Component is { } component && !ComponentName.TryParse(component, out _))
                errors.AddError($"'{component}' is not a component name.", $"Rules:{i}:{nameof(rule.Component)}");
        }

        return errors.Build();
    }
}
