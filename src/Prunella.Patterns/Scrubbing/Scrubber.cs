using System.Buffers;
using Prunella.Kernel;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Takes secrets and personal data out of text and puts typed tokens in their place, as <c>&lt;secret:aws-key:7f3a&gt;</c>. Thread-safe.</summary>
/// <remarks>
/// Four stages, the surest first: the process's own secrets; formats of vendors; values beside telling names; personal data. One pass over the text stops
/// only where something may be. Text that was scrubbed once stays as it is.
/// </remarks>
public sealed class Scrubber : IScrubber
{
    [ThreadStatic]
    private static FindingList? s_found;

    private readonly KnownSecrets _known;
    private readonly KeywordScan _scan;
    private readonly SecretTokens _tokens;

    /// <param name="options">What to look for; the defaults where null.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    /// <exception cref="InvalidOperationException">The pattern of a rule can not be used.</exception>
    public Scrubber(ScrubOptions? options = null)
    {
        options ??= new ScrubOptions();
        foreach (ScrubRule rule in options.Rules)
            rule.Validate();
        _known = options.Known;
        IEnumerable<Keyword> formats =
            from rule in (IEnumerable<ScrubRule>)[.. options.Rules, .. CloudRules.All, .. DeveloperRules.All, .. ServiceRules.All]
            let trigger = new RuleTrigger(rule)
            from keyword in rule.Keywords
            select new Keyword(keyword, IgnoresCase: false, Group: 0, trigger.Look);
        _scan = new KeywordScan(
            [.. formats, .. PrivateKeyPass.Keywords, .. AddressPass.Keywords, .. KubernetesPass.Keywords, .. HeaderPass.Keywords, .. AssignmentPass.Keywords],
            options.PersonalData);
        _tokens = new SecretTokens(options.Key);
    }

    /// <summary>The text without its secrets; the same instance where it has none.</summary>
    public string Scrub(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        FindingList found = Search(text);
        if (found.Count == 0)
            return text;
        var output = new ArrayBufferWriter<char>(text.Length + 64);
        Write(text, found, output);
        return new string(output.WrittenSpan);
    }

    /// <summary>Writes the text without its secrets.</summary>
    /// <returns>How many were taken out.</returns>
    public int Scrub(ReadOnlySpan<char> text, IBufferWriter<char> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        FindingList found = Search(text);
        Write(text, found, output);
        return found.Count;
    }

    /// <summary>Where secrets stand in the text, in order and without overlap.</summary>
    public IReadOnlyList<Finding> Find(ReadOnlySpan<char> text)
    {
        FindingList found = Search(text);
        var findings = new Finding[found.Count];
        for (int i = 0; i < findings.Length; i++)
            findings[i] = found[i];
        return findings;
    }

    /// <summary>Scrubs a stream of text. What has been read is written at the end of each line; memory stays below about 3 MiB, however long a line is.</summary>
    /// <returns>How many secrets were taken out.</returns>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public Task<long> ScrubAsync(TextReader input, TextWriter output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return new StreamScrubber(this, input, output).RunAsync(cancellationToken);
    }

    /// <summary>Valid until this thread searches again.</summary>
    internal FindingList Search(ReadOnlySpan<char> text)
    {
        FindingList found = s_found ??= new FindingList();
        found.Clear();
        if (text.IsEmpty)
            return found;
        _known.Find(text, found);
        NkeyPass.Find(text, found);
        _scan.Find(text, found);
        if (found.Count == 0)
            return found;
        Repetitions.Find(text, found);
        SecretTokens.Spare(text, found);
        found.Settle();
        return found;
    }

    internal void Write(ReadOnlySpan<char> text, FindingList found, IBufferWriter<char> output)
    {
        int written = 0;
        for (int i = 0; i < found.Count; i++)
        {
            Finding finding = found[i];
            output.Write(text[written..finding.Start]);
            output.Write(_tokens.Of(text.Slice(finding.Start, finding.Length), finding.Kind));
            written = finding.End;
        }

        output.Write(text[written..]);
    }
}
