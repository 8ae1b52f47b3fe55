using Microsoft.AspNetCore.Http;

namespace Prunella.AspNetCore.Dashboard.Access;

/// <summary>Whether a request comes from the dashboard's own pages.</summary>
/// <remarks>Browsers set <c>Sec-Fetch-Site</c> and <c>Origin</c> themselves; no page can forge them.</remarks>
internal static class Origins
{
    /// <summary>Whether it may change something: from our own page for certain. What says nothing of where it comes from is refused.</summary>
    public static bool MayChange(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site])
            return site == "same-origin";
        return request.Headers.Origin is [{ Length: > 0 } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
            && request.Host.HasValue
            && string.Equals(from.Authority, Standard(request.Host, from), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether it may read: a link from anywhere may lead here, but another site's page may not load ours as a part of itself.</summary>
    public static bool MayRead(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is not ["cross-site" or "same-site"] || request.Headers["Sec-Fetch-Mode"] is ["navigate"];

    // An origin leaves the standard port out; a Host header may name it.
    private static string Standard(HostString host, Uri from) => host.Port == from.Port && from.IsDefaultPort ? host.Host : host.Value!;
}
