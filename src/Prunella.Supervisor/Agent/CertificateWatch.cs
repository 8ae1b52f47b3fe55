using System.Globalization;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>The certificates of a plan as components of their own: nothing can be restarted to mend one, but people must know.</summary>
internal static class CertificateWatch
{
    // One that can not be read for as long as two looks is told; an endpoint that is still starting is not.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10), Patience = TimeSpan.FromSeconds(5), Grace = TimeSpan.FromMinutes(5);

    /// <summary>What health is to watch: <c>orders/certificate</c>, <c>orders/certificate-2</c> …</summary>
    public static IEnumerable<ComponentDescription> Of(SupervisionPlan plan) => plan.Services.SelectMany(static service => service.Certificates.Select((certificate, i) =>
        new ComponentDescription(new ComponentName(string.Create(CultureInfo.InvariantCulture, $"{service.Name}/certificate{(i == 0 ? "" : $"-{i + 1}")}")))
        {
            Kind = "certificate",
            IsMeasure = true,
            Requires = [service.Name],
            Probes = [new ProbeSchedule("certificate", ProbeOf(certificate)) { Period = Period, Timeout = Patience, Grace = Grace }],
        }));

    private static CertificateProbe ProbeOf(CertificatePlan certificate) => certificate switch
    {
        CertificatePlan.InFile file => CertificateProbe.Of(file.Path, file.WarnBefore),
        CertificatePlan.Shown shown => CertificateProbe.Of(shown.EndPoint, shown.WarnBefore),
        _ => throw new ArgumentOutOfRangeException(nameof(certificate), certificate, "An unknown certificate."),
    };
}
