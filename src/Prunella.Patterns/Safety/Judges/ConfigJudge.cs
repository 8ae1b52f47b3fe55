using System.Text.RegularExpressions;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Judges a change of configuration by what it says before and after.</summary>
internal static partial class ConfigJudge
{
    public static IReadOnlyList<RiskNote> Judge(FileEffect effect)
    {
        if (effect.After is null)
            return [new RiskNote(FixCategory.Risky, "a configuration file goes", effect.Path)];
        FileKind kind = FileKinds.Of(effect.Path);
        IReadOnlyDictionary<string, string> old, now;
        try
        {
            old = effect.Before is null ? new Dictionary<string, string>() : ConfigTree.Read(effect.Before, kind);
            now = ConfigTree.Read(effect.After, kind);
        }
        catch (FormatException error)
        {
            return [new RiskNote(FixCategory.Risky, $"it can not be read: {error.Message}", effect.Path)];
        }

        bool build = FileKinds.IsBuild(effect.Path) || effect.Before is null && kind == FileKind.Xml;
        List<RiskNote> notes = [];
        foreach ((string path, string value) in old)
        {
            if (!now.TryGetValue(path, out string? changed))
                notes.Add(new RiskNote(FixCategory.Risky, $"takes out {path}", effect.Path));
            else if (changed != value)
                notes.Add(new RiskNote(build || Careful(path, value, changed) ? FixCategory.Risky : FixCategory.Moderate, $"{path}: {Short(value)} becomes {Short(changed)}", effect.Path));
        }

        foreach ((string path, string value) in now.Where(pair => !old.ContainsKey(pair.Key)))
            notes.Add(new RiskNote(build || Careful(path, value, "") ? FixCategory.Risky : FixCategory.Moderate, $"adds {path}: {Short(value)}", effect.Path));
        return notes.Count > 0 ? notes : [new RiskNote(FixCategory.Safe, "it says the same as before", effect.Path)];
    }

    // A switch, a limit, a right, an address, or something that is run.
    private static bool Careful(string path, string before, string after) => Name().IsMatch(path) || Value().IsMatch(before) || Value().IsMatch(after);

    private static string Short(string value) => value.Length > 40 ? value[..40] + "…" : value;

    [GeneratedRegex("auth|allow|deny|permi|role|cors|origin|secret|key|passw|token|cert|tls|ssl|valid|verif|enable|disable|admin|host|url|uri|endpoint|address|timeout|limit|max|min|retr|security|policy|require|trust|encrypt|sign|connection|command|script|run|exec|entrypoint|image|privileg|capab|mount|volume|user|group|access|public|expose|port|debug|strict|check|audit|log.?level|test|warn|error|analy|nullable", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"^""?(?:true|false|yes|no|on|off|\*)""?$|://|\$\(|`", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Value();
}
