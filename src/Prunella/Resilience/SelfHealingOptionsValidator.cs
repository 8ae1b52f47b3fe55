using Microsoft.Extensions.Options;

namespace Prunella.Resilience;

internal sealed class SelfHealingOptionsValidator : IValidateOptions<SelfHealingOptions>
{
    public ValidateOptionsResult Validate(string? name, SelfHealingOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        Check("Prunella:Rollout", () => options.Rollout.Validated());
        foreach ((string service, ServiceOptions own) in options.Services)
            Check($"Prunella:Services:{service}", () => own.Validated());
        return errors.Build();

        void Check(string key, Func<object> validated)
        {
            try
            {
                _ = validated();
            }
            catch (ArgumentException error)
            {
                errors.AddError(error.Message, key);
            }
        }
    }
}
