namespace Prunella.Telemetry.Detectors;

/// <summary>A route of HTTP.</summary>
/// <param name="Method">In capitals; <c>*</c> for any.</param>
/// <param name="Path">With its parameters in braces, whatever they are called.</param>
public readonly record struct RouteKey(string Method, string Path)
{
    /// <summary>Makes routes comparable: no parameter names and constraints, no last slash, one case.</summary>
    public static RouteKey Of(string method, string path)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        string[] parts = [.. path.Trim('/').Split('/').Select(static part => part.StartsWith('{') && part.EndsWith('}') ? "{}" : part.ToUpperInvariant())];
        return new RouteKey(method.ToUpperInvariant(), "/" + string.Join('/', parts));
    }

    /// <summary>Whether a call of <paramref name="path"/> is one of this route: a parameter stands for any segment.</summary>
    internal bool Serves(RouteKey path)
    {
        string[] mine = Path.Split('/'), asked = path.Path.Split('/');
        return Method == path.Method && mine.Length == asked.Length && mine.Zip(asked).All(static pair => pair.First == "{}" ? pair.Second.Length > 0 : pair.First == pair.Second);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path.ToLowerInvariant()}";
}
