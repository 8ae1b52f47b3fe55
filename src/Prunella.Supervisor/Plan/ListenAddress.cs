using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prunella.Supervisor;

/// <summary>A TCP address that the supervisor listens on for a service.</summary>
/// <param name="EndPoint">Address and port; the port is 1 to 65535.</param>
public sealed record ListenAddress(IPEndPoint EndPoint)
{
    /// <summary>The name passed in <c>LISTEN_FDNAMES</c>; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Reads <c>5101</c>, <c>localhost:5101</c>, <c>127.0.0.1:5101</c>, <c>[::1]:5101</c> or <c>*:5101</c>; a lone port means 127.0.0.1.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text))
            return false;

        string trimmed = text.Trim();
        int colon = trimmed.LastIndexOf(':');
        string host = colon < 0 ? "localhost" : trimmed[..colon];
        if (!ushort.TryParse(trimmed[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            return false;

        IPAddress? ip = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            ['[', .. var inner, ']'] => Parse(inner, AddressFamily.InterNetworkV6),
            _ => Parse(host, AddressFamily.InterNetwork),
        };
        address = ip is null ? null : new ListenAddress(new IPEndPoint(ip, port));
        return address is not null;
    }

    // IPv6 stands in brackets, else its colons and that of the port could not be told apart; 127.1 is no address here.
    private static IPAddress? Parse(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == family
        && (family == AddressFamily.InterNetworkV6 || text.Count(static letter => letter == '.') == 3) ? address : null;

    /// <inheritdoc/>
    public override string ToString() => EndPoint.ToString();
}
