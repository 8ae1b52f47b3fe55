using Microsoft.Extensions.Options;

namespace Prunella.Health;

/// <summary>Names every fault of <see cref="DetectorOptions"/> at once.</summary>
public sealed class DetectorOptionsValidator : IValidateOptions<DetectorOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.AlarmsPerDay is not (> 0 and <= 100))
            errors.AddError($"must be more than 0 and at most 100, but is {options.AlarmsPerDay}.", nameof(options.AlarmsPerDay));
        if (options.Memory < TimeSpan.FromMinutes(1) || options.Memory > TimeSpan.FromDays(3650))
            errors.AddError($"must be 1 minute to 10 years, but is {options.Memory}.", nameof(options.Memory));
        if (options.ConfirmOf is < 1 or > 32)
            errors.AddError($"must be 1 to 32, but is {options.ConfirmOf}.", nameof(options.ConfirmOf));
        if (options.ConfirmAfter < 1 || options.ConfirmAfter > options.ConfirmOf)
            errors.AddError($"must be 1 to ConfirmOf, but is {options.ConfirmAfter}.", nameof(options.ConfirmAfter));
        if (!(options.CriticalDeviation >= 3))
            errors.AddError($"must be at least 3, but is {options.CriticalDeviation}.", nameof(options.CriticalDeviation));
        if (!(options.FailedDeviation >= 3))
            errors.AddError($"must be at least 3, but is {options.FailedDeviation}.", nameof(options.FailedDeviation));
        if (!(options.Least >= 0))
            errors.AddError($"must not be negative, but is {options.Least}.", nameof(options.Least));
        if (options.AcceptAfter <= TimeSpan.Zero)
            errors.AddError($"must be positive, but is {options.AcceptAfter}.", nameof(options.AcceptAfter));
        return errors.Build();
    }

    internal static void Require(DetectorOptions options)
    {
        ValidateOptionsResult result = new DetectorOptionsValidator().Validate(null, options);
        if (result.Failed)
            throw new ArgumentException(result.FailureMessage, nameof(options));
    }
}
