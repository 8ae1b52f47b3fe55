using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>What telemetry shows, for people: the finding, how sure it is, where, what speaks for it, what would confirm it.</summary>
internal static class FindingsReport
{
    public static Report Of(IReadOnlyList<FindingView> findings, DateTimeOffset now)
    {
        var report = new Report();
        if (findings.Count == 0)
            return report.Line(new Words("Nothing is other than usual.", Tone.Good));
        foreach (FindingView one in findings)
        {
            _ = report.Line(new Words(one.Severity, ToneOf(one)), " ", new Words(one.Class, Tone.Muted), " ", new Words(one.Title, Tone.Strong));
            string time = one.EndedAt is { } end ? $"for {Phrase.Of(end - one.Since)}, over for {Phrase.Of(now - end)}" : $"for {Phrase.Of(now - one.Since)}";
            _ = report.Line(new Words($"  at {one.Place}{(one.Component is { } component ? $" (component {component})" : "")}, {time}, confidence {Phrase.Share(one.Confidence)}", Tone.Muted));
            foreach (string line in one.Evidence)
                _ = report.Line($"  {line}");
            _ = report.Line(new Words($"  Would confirm it: {one.Confirmation}", Tone.Muted));
        }

        return report;
    }

    private static Tone ToneOf(FindingView one) => one.EndedAt is not null ? Tone.Muted : one.Severity switch
    {
        "critical" => Tone.Bad,
        "major" => Tone.Warning,
        _ => Tone.Plain,
    };
}
