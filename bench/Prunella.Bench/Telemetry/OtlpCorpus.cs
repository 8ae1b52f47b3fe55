using System.Globalization;

namespace Prunella.Bench.Telemetry;

/// <summary>Writes messages of OTLP in protobuf as exporters batch them: the same for the same random numbers.</summary>
internal static class OtlpCorpus
{
    /// <summary>Spans of one service, with attributes as the ASP.NET instrumentation sets them.</summary>
    public static byte[] Traces(Random random, int count)
    {
        var scope = new Wire();
        for (int i = 0; i < count; i++)
        {
            long start = 1_750_000_000_000_000_000 + i * 1_000_000L;
            Wire span = new Wire().Bytes(1, Id(random, 16)).Bytes(2, Id(random, 8)).Bytes(4, Id(random, 8)).Text(5, i % 2 == 0 ? "GET /orders/{id}" : "reserve")
                .Number(6, (ulong)(2 + i % 2)).Fixed(7, (ulong)start).Fixed(8, (ulong)(start + random.Next(50_000_000)))
                .Attribute(9, "http.request.method", "GET").Attribute(9, "http.route", "/orders/{id}").Attribute(9, "url.path", $"/orders/{random.Next(100_000)}")
                .Attribute(9, "server.address", "orders.internal").Attribute(9, "network.protocol.version", "1.1");
            scope.Message(2, i % 50 == 0 ? span.Message(15, new Wire().Number(3, 2)) : span);
        }

        return new Wire().Message(1, new Wire().Message(1, Resource()).Message(2, scope)).ToArray();
    }

    /// <summary>Log records with their statement, as the provider of .NET sends them.</summary>
    public static byte[] Logs(Random random, int count)
    {
        Wire scope = new Wire().Message(1, new Wire().Text(1, "Shop.Orders.Placement"));
        for (int i = 0; i < count; i++)
        {
            int order = random.Next(100_000);
            scope.Message(2, new Wire().Fixed(1, 1_750_000_000_000_000_000UL + (ulong)i * 1_000_000UL).Number(2, i % 20 == 0 ? 17UL : 9UL).Text(3, "Information")
                .Message(5, new Wire().Text(1, string.Create(CultureInfo.InvariantCulture, $"Order {order} of customer {order % 977} was placed in {order % 90} ms")))
                .Attribute(6, "OrderId", order.ToString(CultureInfo.InvariantCulture)).Attribute(6, "{OriginalFormat}", "Order {OrderId} of customer {Customer} was placed in {Elapsed} ms")
                .Bytes(9, Id(random, 16)).Bytes(10, Id(random, 8)));
        }

        return new Wire().Message(1, new Wire().Message(1, Resource()).Message(2, scope)).ToArray();
    }

    private static Wire Resource() => new Wire().Attribute(1, "service.name", "orders").Attribute(1, "service.version", "1.4.2").Attribute(1, "host.name", "node-7")
        .Attribute(1, "telemetry.sdk.language", "dotnet");

    private static byte[] Id(Random random, int length)
    {
        byte[] id = new byte[length];
        random.NextBytes(id);
        return id;
    }
}
