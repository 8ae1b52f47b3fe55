using System.Buffers;
using System.Collections.Frozen;
using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Prunella.Patterns.Scrubbing;

/// <summary>The secrets this process itself has. They are found exactly, whatever they look like, and in each form they travel in: as they are, in base64 and base64url (alone or inside something longer), percent-encoded and escaped for JSON.</summary>
/// <remarks>Immutable. A value shorter than <see cref="ShortestValue"/> characters is not taken: it would be found in ordinary words.</remarks>
public sealed class KnownSecrets
{
    /// <summary>The shortest value that is taken, in characters.</summary>
    public const int ShortestValue = 6;

    private const int MostValues = 4096;

    private static readonly KeywordScan Connection = new([.. AddressPass.Keywords, .. AssignmentPass.Keywords], personalData: false);

    private readonly FrozenDictionary<string, string> _kinds; // form → kind
    private readonly FrozenDictionary<string, string> _plain; // value → kind
    private readonly SearchValues<string> _search;
    private readonly string[] _longestFirst;

    private KnownSecrets(Dictionary<string, string> values)
    {
        _plain = values.ToFrozenDictionary();
        Dictionary<string, string> forms = [];
        foreach ((string value, string kind) in values)
        {
            foreach (string form in FormsOf(value))
                forms.TryAdd(form, kind);
        }

        _kinds = forms.ToFrozenDictionary();
        _longestFirst = [.. forms.Keys.OrderByDescending(static form => form.Length)];
        _search = SearchValues.Create(_longestFirst, StringComparison.Ordinal);
    }

    /// <summary>None.</summary>
    public static KnownSecrets None { get; } = new([]);

    /// <summary>How many values are known.</summary>
    public int Count => _plain.Count;

    /// <summary>The same and one more.</summary>
    /// <param name="value">The secret. One that is too short or is a plain <c>true</c>, <c>false</c> or number below a million is left out; at most 4,096 are held.</param>
    /// <param name="kind">What it is, for its token: lower-case letters, digits and hyphens. Default <c>known</c>.</param>
    public KnownSecrets With(string value, string kind = "known")
    {
        ArgumentNullException.ThrowIfNull(value);
        return With([(value, kind)]);
    }

    /// <summary>The same and those among the values of a configuration whose keys name a secret, and the passwords inside connection strings.</summary>
    public KnownSecrets WithConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return With(configuration.AsEnumerable().SelectMany(static entry => SecretsOf(entry.Key, entry.Value)));
    }

    /// <summary>The same and those among the variables of the environment whose names name a secret.</summary>
    public KnownSecrets WithEnvironment() =>
        With(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().SelectMany(static entry => SecretsOf((string)entry.Key, (string?)entry.Value)));

    internal void Find(ReadOnlySpan<char> text, FindingList found)
    {
        if (_plain.Count == 0)
            return;
        int at = 0;
        while (text[at..].IndexOfAny(_search) is >= 0 and var next)
        {
            at += next;
            int length = 1;
            foreach (string form in _longestFirst)
            {
                if (text[at..].StartsWith(form, StringComparison.Ordinal))
                {
                    found.Add(at, form.Length, _kinds[form], Stage.Known);
                    length = form.Length;
                    break;
                }
            }

            at += length;
        }
    }

    private static IEnumerable<(string Value, string Kind)> SecretsOf(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            yield break;
        string leaf = name[(name.LastIndexOf(':') + 1)..];
        bool isConnection = name.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase) || value.Contains("://", StringComparison.Ordinal) || (value.Contains('=', StringComparison.Ordinal) && value.Contains(';', StringComparison.Ordinal));
        if (isConnection)
        {
            foreach (string part in PartsOf(value))
                yield return (part, "known");
            FindingList inside = new();
            Connection.Find(value, inside);
            for (int i = 0; i < inside.Count; i++)
                yield return (value.Substring(inside[i].Start, inside[i].Length), "known");
        }
        else if (SecretName.Stems.Any(stem => leaf.Contains(stem, StringComparison.OrdinalIgnoreCase)) && SecretName.Classify(leaf) is NameKind.Password or NameKind.Token or NameKind.Weak)
        {
            yield return (value, "known");
        }
    }

    // A connection string's values may hold spaces and quotation marks, by the rules of ADO.NET.
    private static string[] PartsOf(string connection)
    {
        DbConnectionStringBuilder builder = [];
        try
        {
            builder.ConnectionString = connection;
        }
        catch (ArgumentException)
        {
            return []; // an address, or something else
        }

        return [.. builder.Keys.Cast<string>().Where(static key => SecretName.Classify(key) is NameKind.Password or NameKind.Token).Select(key => builder[key].ToString()!)];
    }

    private KnownSecrets With(IEnumerable<(string Value, string Kind)> more)
    {
        Dictionary<string, string> values = new(_plain);
        foreach ((string value, string kind) in more)
        {
            if (IsWorthKnowing(value) && values.Count < MostValues)
                values.TryAdd(value, kind);
            // A stream is cut at the ends of lines: each long line of a value counts alone.
            foreach (string line in value.Contains('\n', StringComparison.Ordinal) ? value.Split('\n', StringSplitOptions.TrimEntries) : [])
            {
                if (line.Length >= 16 && IsWorthKnowing(line) && values.Count < MostValues)
                    values.TryAdd(line, kind);
            }
        }

        return new KnownSecrets(values);
    }

    private static bool IsWorthKnowing(string value) =>
        value.Length >= ShortestValue && !IsTemplate(value) && !bool.TryParse(value, out _)
        && !(value.Length == ShortestValue && value.All(char.IsAsciiDigit)) && !value.AsSpan().Trim().IsEmpty;

    // A value that was never filled in.
    private static bool IsTemplate(string value) => (value[0], value[^1]) is ('$', '}' or ')') or ('{', '}') or ('<', '>');

    private static IEnumerable<string> FormsOf(string value)
    {
        yield return value;
        yield return Uri.EscapeDataString(value);
        yield return WebUtility.UrlEncode(value);
        yield return JsonEncodedText.Encode(value).ToString();
        yield return JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        // Inside other base64 a value may begin at any of three places: the characters that depend on it alone are the same.
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        for (int offset = 0; offset < 3; offset++)
        {
            string encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            int first = (offset * 8 + 5) / 6;
            int last = (offset + bytes.Length) * 8 / 6;
            if (last - first < ShortestValue)
                continue;
            yield return encoded[first..last];
            yield return encoded[first..last].Replace('+', '-').Replace('/', '_');
        }
    }
}
