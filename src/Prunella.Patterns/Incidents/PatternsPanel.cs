using System.Globalization;
using Prunella.Patterns.Known;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Stores;
using Prunella.Views;

namespace Prunella.Patterns.Incidents;

/// <summary>The page <em>Patterns</em> of the dashboard: which errors were seen, which of them are known, and what helped.</summary>
/// <param name="store">What was remembered.</param>
/// <param name="patterns">The known errors; those that are shipped and those of the store where null.</param>
public sealed class PatternsPanel(IPatternStore store, LivePatterns? patterns = null) : IPanel
{
    private const int MostErrors = 50, MostLearnings = 100;
    private readonly LivePatterns _patterns = patterns ?? new LivePatterns(store);

    /// <inheritdoc/>
    public string Name => "patterns";

    /// <inheritdoc/>
    public string Title => "Patterns";

    /// <inheritdoc/>
    public string Question => "Which errors were seen before, and what helped?";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PanelBlock>> ViewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _patterns.RefreshAsync(cancellationToken).ConfigureAwait(false);
            StoreCounts counts = await store.CountAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<ErrorGroup> errors = await store.ListErrorsAsync(MostErrors, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Learning> learnings = await store.ListLearningsAsync("", MostLearnings, cancellationToken).ConfigureAwait(false);
            return [Facts(counts), .. Errors(errors), .. Learnings(learnings)];
        }
        catch (StoreUnavailableException away)
        {
            return [new PanelBlock.Text(new Words($"The memory can not be reached: {away.Message}", Tone.Bad))];
        }
    }

    private PanelBlock.Facts Facts(StoreCounts counts) => new(
    [
        new("Different errors", Number(counts.Errors)),
        new("Seen together", Number(counts.Seen)),
        new("Learned", Number(counts.Learnings)),
        new("Tries that helped", string.Create(CultureInfo.InvariantCulture, $"{counts.Worked} of {counts.Outcomes}")),
        new("Known errors", Number(_patterns.Library.Patterns.Count)),
    ]);

    private IEnumerable<PanelBlock> Errors(IReadOnlyList<ErrorGroup> errors)
    {
        if (errors.Count == 0)
        {
            yield return new PanelBlock.Text("No error was seen yet. Whatever a failing component writes or throws is kept here by its fingerprint, without secrets.");
            yield break;
        }

        yield return new PanelBlock.Table(["error", "seen", "first", "last", "known as"], [.. errors.Select(error => (IReadOnlyList<Words>)
        [
            new Words(error.Message.Length > 0 ? error.Message : error.Type, Tone.Strong), Number(error.Seen), Time(error.First), Time(error.Last), KnownAs(error),
        ])]) { Heading = "Errors, those seen last first" };
    }

    private static IEnumerable<PanelBlock> Learnings(IReadOnlyList<Learning> learnings)
    {
        if (learnings.Count == 0)
            yield break;
        yield return new PanelBlock.Table(["against", "what was done", "helped", "at least", "last tried"], [.. learnings.OrderByDescending(static one => one.Successes + one.Failures).Select(static one => (IReadOnlyList<Words>)
        [
            new Words(one.Problem, Tone.Strong), one.Fix, string.Create(CultureInfo.InvariantCulture, $"{one.Successes} of {one.Successes + one.Failures}"),
            string.Create(CultureInfo.InvariantCulture, $"{FixConfidence.LowerBound(one.Successes, one.Successes + one.Failures):0%}"), one.LastTried is { } tried ? Time(tried) : "",
        ])]) { Heading = "What helped" };
    }

    private Words KnownAs(ErrorGroup error) =>
        _patterns.Lookup.Look(error.Message.Length > 0 ? error.Message : error.Type, 1) is [{ Tier: LookupTier.Recognised } match] ? new Words(match.Pattern.Id, Tone.Good) : new Words("new", Tone.Muted);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
