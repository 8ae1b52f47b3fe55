using System.Net;

namespace Prunella.Supervisor;

/// <summary>The services behind addresses: where they are listened for, and where they are asked whether they are ready or well.</summary>
internal static class PeerNames
{
    public static IReadOnlyDictionary<string, string> Of(SupervisionPlan plan)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ServicePlan service in plan.Services)
        {
            foreach (ListenAddress address in service.Listen)
                Add(names, address.EndPoint.Address.ToString(), address.EndPoint.Port, service);
            foreach ((string host, int port) in Asked(service))
                Add(names, host, port, service);
        }

        return names;
    }

    private static IEnumerable<(string Host, int Port)> Asked(ServicePlan service)
    {
        if (service.Ready is Readiness.Http ready)
            yield return (ready.Url.Host, ready.Url.Port);
        foreach (ProbePlan probe in service.Probes)
        {
            if (probe is ProbePlan.Http http)
                yield return (http.Url.Host, http.Url.Port);
        }
    }

    // Whoever calls a service on this machine may name it by any of these.
    private static void Add(Dictionary<string, string> names, string host, int port, ServicePlan service)
    {
        bool here = host is "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? ip) && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any));
        foreach (string alias in here ? ["127.0.0.1", "localhost", "::1", "[::1]"] : new[] { host })
            _ = names.TryAdd($"{alias}:{port}", service.Name.Value);
    }
}
