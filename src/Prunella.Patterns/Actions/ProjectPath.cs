using System.Diagnostics.CodeAnalysis;

namespace Prunella.Patterns.Actions;

/// <summary>A file within a project: relative, with forward slashes, and without any way out. Paths that differ only by case are different.</summary>
public readonly record struct ProjectPath : IComparable<ProjectPath>
{
    private const int MostLength = 512;
    private readonly string? _value;

    private ProjectPath(string value) => _value = value;

    /// <summary>The path, as <c>src/Shop/Cart.cs</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>The last part.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>What the name ends in, in lower case and with its dot; empty where it has none.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Extensions are compared with constants in lower case.")]
    public string Extension => Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>The parts of the path.</summary>
    public IReadOnlyList<string> Parts => Value.Split('/');

    /// <exception cref="FormatException">The path may lead out of the project, or into what is git's; the message says why.</exception>
    public static ProjectPath Parse(string path) =>
        Fault(path) is { } fault ? throw new FormatException($"The path '{Shown(path)}' is refused: {fault}.") : new ProjectPath(path);

    /// <summary>Whether a text is such a path.</summary>
    public static bool TryParse(string? path, out ProjectPath parsed)
    {
        parsed = Fault(path) is null ? new ProjectPath(path!) : default;
        return parsed._value is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(ProjectPath other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? Fault(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return "it is empty";
        if (path.Length > MostLength)
            return $"it is longer than {MostLength} characters";
        if (path.Any(static letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))
            return "it holds characters that no name should have";
        if (path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal))
            return "it holds a backslash or a colon";
        if (path[0] is '/' or '~')
            return "it is not relative";
        foreach (string part in path.Split('/'))
        {
            if (part is "" or "." or "..")
                return "it holds an empty part, '.' or '..'";
            if (part[^1] is '.' or ' ' || part[0] == ' ')
                return "a part begins or ends in a space or ends in a dot";
            // git takes other spellings for its own directory on file systems that fold them.
            if (part.StartsWith(".git", StringComparison.OrdinalIgnoreCase) && part.Length is 4 || part.StartsWith("git~", StringComparison.OrdinalIgnoreCase))
                return "it lies in git's own directory";
        }

        return null;
    }

    private static string Shown(string? path) => new([.. (path ?? "").Take(80).Select(static letter => char.IsControl(letter) ? '?' : letter)]);
}
