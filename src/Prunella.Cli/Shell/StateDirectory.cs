namespace Prunella.Cli.Shell;

/// <summary>Where the journal, the logs and the evidence of a project are kept.</summary>
internal static class StateDirectory
{
    /// <summary>The folder of the journal's files within a state directory.</summary>
    public const string Journal = "journal";

    /// <summary>Beside the manifest.</summary>
    public static string OfManifest(string manifest) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(manifest))!, ".prunella");

    /// <summary>Of a service without a manifest: <c>$XDG_STATE_HOME/prunella/&lt;name&gt;</c>, else <c>~/.local/state/prunella/&lt;name&gt;</c>.</summary>
    public static string OfRun(string name, Func<string, string?> environment)
    {
        string root = environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)
            ? state
            : Path.Combine(environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(root, "prunella", name);
    }
}
