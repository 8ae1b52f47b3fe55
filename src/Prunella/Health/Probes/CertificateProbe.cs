using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Looks how long the TLS certificate of an endpoint, or one in a file, is still good: degraded before it ends, critical once it has ended.</summary>
/// <remarks>
/// Whether the certificate is trusted is not judged: only its time. A look each hour is enough (<see cref="ProbeSchedule.Period"/>). What can not be reached or
/// read is an exception, and so counts as failed.
/// </remarks>
public sealed class CertificateProbe : IHealthProbe
{
    private readonly Func<CancellationToken, ValueTask<X509Certificate2>> _load;
    private readonly TimeSpan _warnBefore;
    private readonly TimeProvider _time;

    private CertificateProbe(string description, Func<CancellationToken, ValueTask<X509Certificate2>> load, TimeSpan? warnBefore, TimeProvider? time)
    {
        _warnBefore = warnBefore ?? TimeSpan.FromDays(21);
        ArgumentOutOfRangeException.ThrowIfLessThan(_warnBefore, TimeSpan.Zero, nameof(warnBefore));
        (Description, _load, _time) = (description, load, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>The certificate that an endpoint shows.</summary>
    /// <param name="endPoint">Where; the name of a <see cref="DnsEndPoint"/> is asked for by SNI.</param>
    /// <param name="warnBefore">How long before its end it is a concern. Default 21 days; not negative.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public static CertificateProbe Of(EndPoint endPoint, TimeSpan? warnBefore = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        string host = endPoint switch { DnsEndPoint dns => dns.Host, IPEndPoint ip => ip.Address.ToString(), _ => string.Empty };
        return new CertificateProbe($"certificate of {endPoint}", token => OfEndPoint(endPoint, host, token), warnBefore, time);
    }

    /// <summary>The certificate in a file: PEM or DER, the first one where it holds a chain.</summary>
    /// <inheritdoc cref="Of(EndPoint, TimeSpan?, TimeProvider?)"/>
    /// <param name="file">The path; read anew at each look.</param>
    /// <param name="warnBefore">How long before its end it is a concern. Default 21 days; not negative.</param>
    /// <param name="time">The clock; by default the system's.</param>
    public static CertificateProbe Of(string file, TimeSpan? warnBefore = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new CertificateProbe($"certificate in {file}", token => OfFile(file, token), warnBefore, time);
    }

    /// <inheritdoc/>
    public async ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken)
    {
        using X509Certificate2 certificate = await _load(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = _time.GetUtcNow(), from = new(certificate.NotBefore.ToUniversalTime()), end = new(certificate.NotAfter.ToUniversalTime());
        string what = string.Create(CultureInfo.InvariantCulture, $"the certificate of {certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)}");
        if (now > end)
            return new HealthReading(HealthState.Critical, string.Create(CultureInfo.InvariantCulture, $"{what} ended at {end:u}"));
        if (now < from)
            return new HealthReading(HealthState.Critical, string.Create(CultureInfo.InvariantCulture, $"{what} is not good before {from:u}"));
        string left = string.Create(CultureInfo.InvariantCulture, $"{what} ends in {(end - now).TotalDays:0.#} days, at {end:u}");
        return end - now <= _warnBefore ? new HealthReading(HealthState.Degraded, left) : HealthReading.Healthy(left);
    }

    private static async ValueTask<X509Certificate2> OfEndPoint(EndPoint endPoint, string host, CancellationToken cancellationToken)
    {
        using var socket = endPoint.AddressFamily == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        using var stream = new NetworkStream(socket);
        X509Certificate2? shown = null;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                shown = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
                return errors == SslPolicyErrors.None;
            },
        };
        using var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationException) when (shown is not null)
        {
            // An untrusted certificate has an end, too, and that has been read.
        }

        return shown ?? throw new CryptographicException($"{endPoint} shows no certificate.");
    }

    private static async ValueTask<X509Certificate2> OfFile(string file, CancellationToken cancellationToken)
    {
        byte[] bytes = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        return bytes.AsSpan().IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0
            ? X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(bytes))
            : X509CertificateLoader.LoadCertificate(bytes);
    }
}
