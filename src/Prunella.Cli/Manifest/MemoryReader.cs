using static Prunella.Cli.Manifest.ManifestScope;

namespace Prunella.Cli.Manifest;

/// <summary>Reads where the memory of a manifest's project is kept.</summary>
internal sealed class MemoryReader(ManifestScope scope)
{
    private const string Root = "memory";
    private const string File = "file", Postgres = "postgres";
    private static readonly string[] Stores = [File, Postgres];

    /// <param name="value">What stands at the key.</param>
    /// <param name="project">The name of the manifest's project; null where it has none.</param>
    /// <returns>Null where it can not be used, which is told.</returns>
    public MemorySettings? Read(YamlValue value, string? project)
    {
        if (scope.Keys(value, Root, ["store", "connection", "project"]) is not { } keys)
            return null;
        bool connects = keys.TryGetValue("connection", out YamlValue? connection);
        string? store = keys.TryGetValue("store", out YamlValue? named) ? scope.Text(named, Join(Root, "store")) : connects ? Postgres : File;
        if (store is not null && !Stores.Contains(store))
            scope.Fault(named!.At, Join(Root, "store"), $"must be file or postgres, but is '{store}'.{Suggestion.For(store, Stores)}");
        if (store == File && connects)
            scope.Fault(connection!.At, Join(Root, "connection"), "is only for the store postgres.");
        string? whose = keys.TryGetValue("project", out YamlValue? given) ? scope.Text(given, Join(Root, "project")) : project;
        if (whose is { Length: 0 or > 200 } || whose?.Any(char.IsControl) == true)
            scope.Fault((given ?? value).At, Join(Root, "project"), "needs 1 to 200 characters without control characters.");
        return store switch
        {
            File => MemorySettings.Local,
            Postgres => Shared(value, connection, whose ?? "default"),
            _ => null,
        };
    }

    // It holds a password as a rule: that belongs into the environment, and into no message.
    private MemorySettings? Shared(YamlValue holder, YamlValue? value, string project)
    {
        string path = Join(Root, "connection");
        string? text = value is null ? scope.Environment(MemorySettings.Variable) : scope.Text(value, path);
        if (value is null && string.IsNullOrEmpty(text))
        {
            if (!scope.IsMisspelt(path))
                scope.Fault(holder.At, path, $"the connection string is missing: write ${{NAME}} and set the variable, or set {MemorySettings.Variable}.");
            return null;
        }

        if (text is null)
            return null;
        if (value is YamlValue.Text { Value: var written } && ConnectionText.Parse(written) is { Password: { Length: > 0 } password } && !password.StartsWith("${", StringComparison.Ordinal))
            scope.Fault(value.At, path, "a password does not belong into this file: write ${NAME} and set the variable.");
        if (ConnectionText.Parse(text) is { } connection)
            return MemorySettings.Shared(connection, project);
        scope.Fault((value ?? holder).At, path, $"is not a connection string, as {ConnectionText.Example}");
        return null;
    }
}
