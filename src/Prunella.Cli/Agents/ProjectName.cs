using System.Text.RegularExpressions;
using Prunella.Cli.Manifest;
using Prunella.Kernel;

namespace Prunella.Cli.Agents;

/// <summary>Finds the name of the project that a manifest describes, without reading the rest of it: that is slower, and may be at fault.</summary>
internal static partial class ProjectName
{
    public static string? Of(string manifest, Func<string, string?> environment)
    {
        try
        {
            foreach (string line in File.ReadLines(manifest))
            {
                if (Key().Match(line) is { Success: true } match
                    && Variables.Substitute(match.Groups["name"].Value, environment, out string name) is null)
                    return ComponentName.TryParse(name, out _) ? name : null;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // As if there were none.
        }

        return null;
    }

    [GeneratedRegex("""^project:\s+["']?(?<name>[^"'#\s]+)["']?\s*(#.*)?$""")]
    private static partial Regex Key();
}
