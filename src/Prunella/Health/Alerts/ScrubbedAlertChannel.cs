using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Takes secrets out of alerts before a channel sends them.</summary>
/// <param name="inner">The channel.</param>
/// <param name="scrubber">Knows the secrets.</param>
public sealed class ScrubbedAlertChannel(IAlertChannel inner, IScrubber scrubber) : IAlertChannel
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public ValueTask SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return inner.SendAsync(
            alert with
            {
                Title = scrubber.Scrub(alert.Title),
                Reason = scrubber.Scrub(alert.Reason),
                Evidence = [.. alert.Evidence.Select(scrubber.Scrub)],
                Causes = [.. alert.Causes.Select(cause => cause with { Evidence = [.. cause.Evidence.Select(scrubber.Scrub)] })],
            },
            cancellationToken);
    }
}
