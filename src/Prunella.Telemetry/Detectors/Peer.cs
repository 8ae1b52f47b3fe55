using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Detectors;

/// <summary>Whom a call goes to, as its caller says.</summary>
internal static class Peer
{
    /// <summary>The other's name, address or kind of database; null where the span does not say.</summary>
    public static string? Of(Span span) => span.Attribute("peer.service") ?? AddressOf(span) ?? Database(span);

    /// <summary>The other's host, with its port where that is no usual one; null where the span does not say.</summary>
    public static string? AddressOf(Span span) => span.Attribute("server.address") is not { } address ? null
        : span.Attribute("server.port") is { } port and not ("80" or "443") ? $"{address}:{port}" : address;

    /// <summary>Whether a statement is run: then the work is in the call, and not on the way.</summary>
    public static bool IsDatabase(Span span) => Database(span) is not null;

    private static string? Database(Span span) => span.Attribute("db.system.name") ?? span.Attribute("db.system");
}
