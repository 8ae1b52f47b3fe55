using Prunella.Supervisor.Control;
using Prunella.Journal;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>A diagnosis for people.</summary>
internal static class DiagnosisReport
{
    public static Report Of(DiagnosisReply reply, TimeZoneInfo zone)
    {
        DiagnosisView diagnosis = reply.Diagnosis;
        var report = new Report();
        _ = report.Line(new Words(diagnosis.Reason, diagnosis.Suspects.Count == 0 ? Tone.Good : Tone.Bad));
        foreach ((int place, DiagnosedSuspect suspect) in diagnosis.Suspects.Index())
        {
            _ = report.Line(new Words($"{place + 1}. "), new Words(suspect.Component, Tone.Strong), new Words($"  {Phrase.Share(suspect.Confidence)}", Tone.Muted));
            foreach (string evidence in suspect.Evidence)
                _ = report.Line(new Words("     " + evidence, Tone.Muted));
        }

        return report.Line(new Words(
            $"{Phrase.DayAndTime(reply.From, zone)} to {Phrase.TimeOfDay(reply.To, zone)[..8]} against the time before, by {Phrase.Count(diagnosis.Series, "series", "series")} and {Phrase.Count(diagnosis.Calls, "call")} between components, in {Phrase.Of(diagnosis.Duration)}",
            Tone.Muted));
    }
}
