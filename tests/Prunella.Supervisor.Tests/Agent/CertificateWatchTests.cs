using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor.Tests.Agent;

public sealed class CertificateWatchTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Each_certificate_of_a_plan_is_a_component_that_tells_its_end()
    {
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (X509Certificate2 soon = new CertificateRequest("CN=shop", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(25)))
            await File.WriteAllTextAsync(_file, soon.ExportCertificatePem());
        var service = new ServicePlan
        {
            Name = new ComponentName("web"), Command = ["web"],
            Certificates = [new CertificatePlan.InFile(_file), new CertificatePlan.InFile(_file) { WarnBefore = TimeSpan.FromDays(30) }],
        };

        ComponentDescription[] watched = [.. CertificateWatch.Of(new SupervisionPlan { Project = "shop", Directory = "/", Services = [service] })];

        Assert.Equal(["web/certificate", "web/certificate-2"], watched.Select(static one => one.Name.Value));
        Assert.All(watched, static one => Assert.True(one.IsMeasure));
        Assert.Equal(HealthState.Healthy, (await watched[0].Probes[0].Probe.MeasureAsync(CancellationToken.None)).State);
        Assert.Equal(HealthState.Degraded, (await watched[1].Probes[0].Probe.MeasureAsync(CancellationToken.None)).State);
    }
}
