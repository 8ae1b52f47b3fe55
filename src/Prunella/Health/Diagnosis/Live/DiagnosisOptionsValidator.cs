using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Names every fault of <see cref="DiagnosisOptions"/> at once.</summary>
public sealed class DiagnosisOptionsValidator : IValidateOptions<DiagnosisOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DiagnosisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        Within(options.OrdinaryPoints, 30, 3_600, nameof(options.OrdinaryPoints));
        Within(options.TroublePoints, 1, 60, nameof(options.TroublePoints));
        Within(options.MaxSeries, 10, 100_000, nameof(options.MaxSeries));
        Within(options.CallsPerSecond, 0, 10_000, nameof(options.CallsPerSecond));
        foreach ((string address, string component) in options.Peers)
        {
            if (!ComponentName.TryParse(component, out _))
                errors.AddError($"'{component}', behind {address}, is not a component name.", nameof(options.Peers));
        }

        return errors.Build();

        void Within(int value, int least, int most, string key)
        {
            if (value < least || value > most)
                errors.AddError($"must be {least} to {most}, but is {value}.", key);
        }
    }
}
