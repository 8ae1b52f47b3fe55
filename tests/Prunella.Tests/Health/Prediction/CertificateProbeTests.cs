using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Testing;

namespace Prunella.Tests.Health.Prediction;

public sealed class CertificateProbeTests : IDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _clock = new(_start);
    private readonly X509Certificate2 _certificate = Make();
    private readonly string _file = Path.GetTempFileName();

    private static X509Certificate2 Make()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=shop.test", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(_start.AddDays(-1), _start.AddDays(60));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData(0, HealthState.Healthy)]
    [InlineData(38, HealthState.Healthy)]
    [InlineData(40, HealthState.Degraded)]
    [InlineData(61, HealthState.Critical)]
    [InlineData(-2, HealthState.Critical)]
    public async Task A_certificate_in_a_file_is_a_concern_before_it_ends(int day, HealthState expected)
    {
        _clock.SetWallClock(_start.AddDays(day));
        foreach (byte[] bytes in new[] { System.Text.Encoding.ASCII.GetBytes(_certificate.ExportCertificatePem()), _certificate.Export(X509ContentType.Cert) })
        {
            await File.WriteAllBytesAsync(_file, bytes);
            HealthReading reading = await CertificateProbe.Of(_file, time: _clock).MeasureAsync(default);
            Assert.Equal(expected, reading.State);
            Assert.Contains("shop.test", reading.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_is_none_is_an_error()
    {
        await File.WriteAllTextAsync(_file, "hello");
        await Assert.ThrowsAnyAsync<CryptographicException>(() => CertificateProbe.Of(_file, time: _clock).MeasureAsync(default).AsTask());
    }

    [Fact]
    public async Task An_endpoint_shows_its_certificate()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener);
        _clock.SetWallClock(_start.AddDays(50));

        HealthReading reading = await CertificateProbe.Of(listener.LocalEndpoint, time: _clock).MeasureAsync(default);

        Assert.Equal(HealthState.Degraded, reading.State);
        Assert.Contains("10 days", reading.Reason, StringComparison.Ordinal);
        await serving;
    }

    private async Task ServeAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        using var secured = new SslStream(client.GetStream());
        try
        {
            await secured.AuthenticateAsServerAsync(_certificate);
        }
        catch (IOException)
        {
            // The probe does not trust it and hangs up: it has seen what it wanted.
        }
    }
}
