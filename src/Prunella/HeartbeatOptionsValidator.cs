using Microsoft.Extensions.Options;

namespace Prunella;

internal sealed class HeartbeatOptionsValidator : IValidateOptions<HeartbeatOptions>
{
    public ValidateOptionsResult Validate(string? name, HeartbeatOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Interval < TimeSpan.FromMilliseconds(50) || options.Interval > TimeSpan.FromSeconds(1))
            errors.AddError($"must be from 50 ms to 1 s, but is {options.Interval}.", "Prunella:Heartbeat:Interval");
        return errors.Build();
    }
}
