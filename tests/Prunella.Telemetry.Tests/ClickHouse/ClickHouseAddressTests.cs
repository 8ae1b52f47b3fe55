using Prunella.Telemetry.ClickHouse;

namespace Prunella.Telemetry.Tests.ClickHouse;

public sealed class ClickHouseAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8123", "http://127.0.0.1:8123/", "default", "prunella_events")]
    [InlineData("http://db:8123/shop", "http://db:8123/", "shop", "prunella_events")]
    [InlineData("https://db/shop/logs_2026/", "https://db/", "shop", "logs_2026")]
    public void An_address_names_server_database_and_table(string text, string server, string database, string table)
    {
        ClickHouseAddress address = ClickHouseAddress.Parse(text);

        Assert.Equal((server, database, table), (address.Server.ToString(), address.Database, address.Table));
    }

    [Theory]
    [InlineData("ftp://db/shop")]
    [InlineData("http://db/shop/logs/more")]
    [InlineData("http://db/shop`; DROP TABLE x")]
    [InlineData("http://db/shop?user=me")]
    [InlineData("http://me:secret@db/shop")]
    [InlineData("events/")]
    public void Others_are_refused(string text) => Assert.Throws<FormatException>(() => ClickHouseAddress.Parse(text));

    [Fact]
    public void A_password_in_an_address_is_not_repeated() =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => ClickHouseAddress.Parse("http://me:secret@db/shop")).Message, StringComparison.Ordinal);
}
