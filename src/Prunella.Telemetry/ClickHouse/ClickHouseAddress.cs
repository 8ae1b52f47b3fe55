using System.Text.RegularExpressions;

namespace Prunella.Telemetry.ClickHouse;

/// <summary>Where events lie: <c>http://host:8123/database/table</c>; without a table <c>prunella_events</c>, without a database <c>default</c>.</summary>
/// <param name="Server">The server's own address, for HTTP.</param>
/// <param name="Database">The database: letters, digits and underscores.</param>
/// <param name="Table">The table: letters, digits and underscores.</param>
public sealed partial record ClickHouseAddress(Uri Server, string Database, string Table)
{
    /// <summary>The table where the address names none.</summary>
    public const string DefaultTable = "prunella_events";

    /// <summary>Whether a text is meant as an address rather than as a folder.</summary>
    public static bool IsMeantBy(string text) => text is not null && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FormatException">It is no such address; the message says why.</exception>
    public static ClickHouseAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsMeantBy(text) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
            throw new FormatException($"'{text}' is no address as http://host:8123/database.");
        if (address.UserInfo.Length > 0)
            throw new FormatException("The address has a user in it, which all processes of the machine could read: put the user into CLICKHOUSE_USER and the password into CLICKHOUSE_PASSWORD.");
        string[] names = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > 2 || address.Query.Length > 0 || Array.Find(names, static name => !Name().IsMatch(name)) is not null)
            throw new FormatException($"'{text}': after the host stand a database and a table, of letters, digits and underscores, and nothing else.");
        return new ClickHouseAddress(new Uri(address.GetLeftPart(UriPartial.Authority) + "/"), names.ElementAtOrDefault(0) ?? "default", names.ElementAtOrDefault(1) ?? DefaultTable);
    }

    /// <summary>The table as a statement names it.</summary>
    internal string Path => $"`{Database}`.`{Table}`";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
