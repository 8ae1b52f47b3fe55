using System.Globalization;

namespace Prunella.Bench;

/// <summary>The command line.</summary>
/// <param name="Area">The area to measure.</param>
/// <param name="Short">Whether the whole of it should be done within a minute or two; its figures prove nothing.</param>
/// <param name="Minutes">How long a measurement goes on that is one long run; 1 to 240, null for its own measure.</param>
/// <param name="Only">A part of the names of the measurements to do; null for all. A part of an area is printed, but makes no page.</param>
internal sealed record BenchOptions(string Area, bool Short, int? Minutes, string? Only)
{
    /// <summary>The command that does it again.</summary>
    public string Command => $"bench/run {Area}{(Short ? " --short" : "")}{(Minutes is { } minutes ? string.Create(CultureInfo.InvariantCulture, $" --minutes {minutes}") : "")}";

    /// <summary>Reads the command line.</summary>
    /// <returns>Null where it is wrong.</returns>
    public static BenchOptions? TryParse(IReadOnlyList<string> words)
    {
        BenchOptions options = new("", Short: false, Minutes: null, Only: null);
        for (int i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--short":
                    options = options with { Short = true };
                    break;
                case "--minutes" when i + 1 < words.Count && int.TryParse(words[i + 1], CultureInfo.InvariantCulture, out int minutes) && minutes is >= 1 and <= 240:
                    options = options with { Minutes = minutes };
                    i++;
                    break;
                case "--only" when i + 1 < words.Count:
                    options = options with { Only = words[++i] };
                    break;
                case { } word when options.Area.Length == 0 && !word.StartsWith('-'):
                    options = options with { Area = word };
                    break;
                default:
                    return null;
            }
        }

        return options.Area.Length == 0 ? null : options;
    }
}
