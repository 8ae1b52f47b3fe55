using System.Globalization;
using System.Net;
using System.Net.Mail;

namespace Prunella.Health;

/// <summary>Tells people by e-mail, over SMTP.</summary>
/// <remarks>One try with 20 s; a mail server queues and tries again by itself. Neither password nor server's answer appears in an error, but for the status.</remarks>
public sealed class EmailAlertChannel : IAlertChannel
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly EmailOptions _options;
    private readonly TimeProvider _time;

    /// <param name="options">Server and addresses.</param>
    /// <param name="time">The clock of the limit; by default the system's.</param>
    /// <exception cref="ArgumentException">A host, a sender or a recipient is missing, or an address is none.</exception>
    public EmailAlertChannel(EmailOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Host) || !MailAddress.TryCreate(options.From, out _) || options.To.Count == 0 || options.To.Any(static to => !MailAddress.TryCreate(to, out _)))
            throw new ArgumentException("Mail needs a host, a sender's address and recipients' addresses.", nameof(options));
        (_options, _time) = (options, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name => "email";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was not accepted.</exception>
    public async ValueTask SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        using var message = new MailMessage { From = new MailAddress(_options.From!), Subject = OneLine(alert), Body = TextOf(alert) };
        foreach (string to in _options.To)
            message.To.Add(to);
        using var client = new SmtpClient(_options.Host, _options.Port) { EnableSsl = _options.Tls };
        if (_options.User is not null)
            client.Credentials = new NetworkCredential(_options.User, _options.Password);
        using var timeout = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await client.SendMailAsync(message, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"the mail server did not answer within {Limit.TotalSeconds:0} s", late);
        }
        catch (SmtpException error)
        {
            throw new InvalidOperationException($"the mail server did not take it: {error.StatusCode}", error);
        }
    }

    private static string OneLine(Alert alert)
    {
        string subject = $"[{(alert.Kind == AlertKind.Ended ? "over" : alert.Severity)}] {alert.Title}";
        return new string([.. subject.Take(200).Select(static c => char.IsControl(c) ? ' ' : c)]);
    }

    private static string TextOf(Alert alert) => string.Join('\n',
    [
        alert.Title, alert.Reason, .. alert.Evidence,
        .. alert.Causes.SelectMany(static (cause, place) => cause.Evidence.Select(static line => $"   {line}")
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{(place == 0 ? "likeliest cause" : "or")}: {cause.Component} ({cause.Confidence:0%})"))),
        string.Create(CultureInfo.InvariantCulture, $"component {alert.Component}, {alert.Affected} more affected, {alert.Times} times, at {alert.At:u}"),
    ]);
}
