namespace Prunella.Health;

/// <summary>The channels that options ask for.</summary>
public static class AlertChannels
{
    /// <summary>Webhooks, mail and command, as far as they are configured.</summary>
    /// <param name="options">Valid options.</param>
    public static IEnumerable<IAlertChannel> Of(AlertOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string address in options.Webhooks)
            yield return new WebhookAlertChannel(new Uri(address), new Random());
        if (options.Email.Host is not null)
            yield return new EmailAlertChannel(options.Email);
        if (options.Command.Count > 0)
            yield return new CommandAlertChannel(options.Command);
    }
}
