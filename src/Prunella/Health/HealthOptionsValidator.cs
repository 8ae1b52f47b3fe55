using System.Net.Mail;
using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Names every fault of <see cref="HealthOptions"/> at once.</summary>
public sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        Within(errors, options.DownAfter, 1, 100, nameof(options.DownAfter));
        Within(errors, options.UpAfter, 1, 100, nameof(options.UpAfter));
        Within(errors, options.FlapChanges, 2, 100, nameof(options.FlapChanges));
        Positive(errors, options.FlapWindow, nameof(options.FlapWindow));
        Positive(errors, options.FlapQuiet, nameof(options.FlapQuiet));
        Within(errors, options.MaxComponents, 1, 100_000, nameof(options.MaxComponents));
        Check(errors, options.Alerts);
        return errors.Build();
    }

    private static void Check(ValidateOptionsResultBuilder errors, AlertOptions alerts)
    {
        Positive(errors, alerts.RepeatAfter, "Alerts:" + nameof(alerts.RepeatAfter));
        if (alerts.EndsAfter < TimeSpan.Zero)
            errors.AddError($"must not be negative, but is {alerts.EndsAfter}.", "Alerts:" + nameof(alerts.EndsAfter));
        if (alerts.GroupWait < TimeSpan.Zero)
            errors.AddError($"must not be negative, but is {alerts.GroupWait}.", "Alerts:" + nameof(alerts.GroupWait));
        if (alerts.Webhooks.Any(static address => !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            errors.AddError("must be absolute http addresses.", "Alerts:" + nameof(alerts.Webhooks)); // which are secrets, and not shown
        if (alerts.From is not (HealthState.Failed or HealthState.Critical))
            errors.AddError($"must be Failed or Critical, but is {alerts.From}.", "Alerts:" + nameof(alerts.From));
        if (alerts.Email.Host is not null)
            Check(errors, alerts.Email);
        for (int i = 0; i < alerts.Rules.Count; i++)
            Check(errors, alerts.Rules[i], $"Alerts:Rules:{i}:");
    }

    private static void Check(ValidateOptionsResultBuilder errors, EmailOptions email)
    {
        Within(errors, email.Port, 1, 65_535, "Alerts:Email:" + nameof(email.Port));
        if (!MailAddress.TryCreate(email.From, out _))
            errors.AddError($"must be an address, but is '{email.From}'.", "Alerts:Email:" + nameof(email.From));
        if (email.To.Count == 0 || email.To.Any(static to => !MailAddress.TryCreate(to, out _)))
            errors.AddError("must be one or more addresses.", "Alerts:Email:" + nameof(email.To));
    }

    private static void Check(ValidateOptionsResultBuilder errors, AlertRule rule, string key)
    {
        if (string.IsNullOrWhiteSpace(rule.Components))
            errors.AddError("must be a pattern of names, as * or orders*.", key + nameof(rule.Components));
        if (rule.From is not (HealthState.Failed or HealthState.Critical))
            errors.AddError($"must be Failed or Critical, but is {rule.From}.", key + nameof(rule.From));
        if (rule.After is null != rule.Before is null)
            errors.AddError("After and Before are given both or not at all.", key + nameof(rule.After));
    }

    private static void Within(ValidateOptionsResultBuilder errors, int value, int least, int most, string key)
    {
        if (value < least || value > most)
            errors.AddError($"must lie in [{least}, {most}], but is {value}.", key);
    }

    private static void Positive(ValidateOptionsResultBuilder errors, TimeSpan value, string key)
    {
        if (value <= TimeSpan.Zero)
            errors.AddError($"must be positive, but is {value}.", key);
    }
}
