using System.Net;
using Microsoft.AspNetCore.Http;

namespace Prunella.AspNetCore.Dashboard.Access;

/// <summary>Lets in who sits at this machine, for development without policies.</summary>
/// <remarks>A proxy on this machine makes every request look local: where a header says that it was forwarded, nobody is let in. A name that leads here by a stranger's DNS is no name of this machine.</remarks>
internal static class LocalGate
{
    private static readonly string[] Forwarding =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP", "X-Original-For", "X-Original-Host", "Via"];

    public static bool Allows(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !Forwarding.Any(context.Request.Headers.ContainsKey)
        && IsLocalName(context.Request.Host.Host);

    public static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
