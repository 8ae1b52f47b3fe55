using System.Collections.Immutable;
using System.Globalization;
using Prunella.Telemetry.Findings;
using Prunella.Views;

namespace Prunella.Telemetry.Live;

/// <summary>The page <em>Analysis</em> of the dashboard: what is other than usual in what the services tell of themselves, and what they do.</summary>
/// <param name="analysis">Whose findings it shows.</param>
public sealed class AnalysisPanel(LiveAnalysis analysis) : IPanel
{
    private const int MostFindings = 40, MostEvidence = 8, MostEnded = 20;

    /// <inheritdoc/>
    public string Name => "analysis";

    /// <inheritdoc/>
    public string Title => "Analysis";

    /// <inheritdoc/>
    public string Question => "What is other than usual in what the services tell of themselves?";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PanelBlock>> ViewAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Of(await analysis.ShowAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (ObjectDisposedException)
        {
            return [new PanelBlock.Text(new Words("The analysis has ended.", Tone.Muted))];
        }
    }

    /// <summary>What the page shows of a picture.</summary>
    public static IReadOnlyList<PanelBlock> Of(LivePicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return [.. Findings(picture), .. PictureBlocks.Operations(picture), .. PictureBlocks.Flow(picture), .. Coverage(picture), .. Errors(picture), .. TraceBlocks.Of(picture), .. Ended(picture), Taken(picture)];
    }

    private static IEnumerable<PanelBlock> Findings(LivePicture picture)
    {
        if (picture.Findings.IsEmpty)
        {
            yield return new PanelBlock.Text(picture.CanJudge
                ? new Words("Nothing is other than usual.", Tone.Good)
                : new Words($"Usual is being learnt since {Time(picture.Since)}; a few minutes of traces or records are needed before anything is judged.", Tone.Muted)) { Heading = "Findings" };
            yield break;
        }

        yield return new PanelBlock.Cards([.. picture.Findings.Take(MostFindings).Select(Card)]) { Heading = Count(picture.Findings.Length, "finding") };
    }

    private static PanelCard Card(LiveFinding told)
    {
        Finding finding = told.Finding;
        return new PanelCard(finding.Id, new Words(finding.Title, ToneOf(finding.Severity)),
        [
            new("Kind", $"{finding.Class.ToString().ToLowerInvariant()}, {finding.Severity.ToString().ToLowerInvariant()}"),
            new("How sure", Phrase.Share(finding.Confidence)),
            new("Where", finding.Place.ToString()),
            new("Since", Time(told.Since)),
            new("Would confirm it", finding.Confirmation),
        ])
        {
            Text = finding.Explanation,
            More = [.. finding.Evidence.Take(MostEvidence).Select(EvidenceWords.Of)],
        };
    }

    private static IEnumerable<PanelBlock> Coverage(LivePicture picture)
    {
        if (picture.Coverage.IsEmpty)
            yield break;
        yield return new PanelBlock.Table(["service", "operations seen now", "log statements seen now"],
            [.. picture.Coverage.Select(static one => (IReadOnlyList<Words>)[new Words(one.Service, Tone.Strong), Part(one.OperationsNow, one.Operations), Part(one.StatementsNow, one.Statements)])])
        { Heading = "Coverage: what of all that is known runs now" };
    }

    private static IEnumerable<PanelBlock> Errors(LivePicture picture)
    {
        if (picture.Errors.IsEmpty)
            yield break;
        yield return new PanelBlock.Table(["error", "service", "in the last minute", "in ordinary time"], [.. picture.Errors.Select(static error => (IReadOnlyList<Words>)
        [
            new Words(Short(error.Template), error.Now > 0 && error.Before == 0 ? Tone.Bad : Tone.Strong), error.Service, Number(error.Now), error.Before == 0 ? new Words("never", Tone.Muted) : Number(error.Before),
        ])]) { Heading = "Errors in logs" };
    }

    private static IEnumerable<PanelBlock> Ended(LivePicture picture)
    {
        if (picture.Ended.IsEmpty)
            yield break;
        yield return new PanelBlock.Table(["finding", "from", "until"], [.. picture.Ended.Take(MostEnded).Select(static one => (IReadOnlyList<Words>)
        [
            one.Finding.Title, Time(one.Since), one.EndedAt is { } end ? Time(end) : "",
        ])]) { Heading = "No longer so" };
    }

    private static PanelBlock.Facts Taken(LivePicture picture) => new(
    [
        new("Since", Time(picture.Since)),
        new("Spans", Number(picture.Counts.Spans)),
        new("Log records", Number(picture.Counts.Records)),
        new("Metric points", Number(picture.Counts.Points)),
        new("Lines of output", Number(picture.Counts.Lines)),
        new("Lines lost", picture.Counts.Lost > 0 ? new Words(Number(picture.Counts.Lost), Tone.Warning) : Number(0)),
        new("Beyond the limits", Number(picture.Counts.LeftOut)),
    ]) { Heading = "Taken in" };

    private static Words Part(int now, int all) => all == 0 ? new Words("–", Tone.Muted) : new Words(string.Create(CultureInfo.InvariantCulture, $"{now} of {all}"));

    private static string Count(int count, string noun) => Phrase.Count(count, noun);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 160 ? text : string.Concat(text.AsSpan(0, 159), "…");

    private static Tone ToneOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical => Tone.Bad,
        FindingSeverity.Major => Tone.Warning,
        _ => Tone.Plain,
    };
}
