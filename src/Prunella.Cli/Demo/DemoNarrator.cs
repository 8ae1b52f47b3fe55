using System.Globalization;
using System.Runtime.Versioning;
using Prunella.Cli.Output;
using Prunella.Journal;
using Prunella.Supervisor;
using Prunella.Views;

namespace Prunella.Cli.Demo;

/// <summary>Tells a person what happens, as it happens.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DemoNarrator(LineWriter lines)
{
    public void Begin(ShopPlan shop, Agent agent, DemoSettings settings, string? dashboard)
    {
        lines.Line(new Words("The shop runs: ", Tone.Strong), "customers → gateway → orders (SQLite) → inventory, each a process of its own.");
        lines.Line($"Load: {settings.Rate.ToString(CultureInfo.InvariantCulture)} requests a second to {shop.AddressOf(ShopPlan.Gateway)}, a new connection for each.");
        lines.Line(new Words($"From another terminal: prunella watch --project {agent.Plan.Project}", Tone.Muted));
        if (dashboard is not null)
            lines.Line("Dashboard, with a button for each fault: ", new Words(dashboard, Tone.Strong));
    }

    /// <summary>Tells each fact until the end is asked for.</summary>
    public async Task FollowAsync(Agent agent, CancellationToken end)
    {
        lines.Line(new Words("Inject faults on the dashboard's page Faults. Ctrl+C ends.", Tone.Muted));
        using JournalSubscription news = agent.Journal.Subscribe(4096);
        try
        {
            await foreach (JournalEntry entry in news.Entries.ReadAllAsync(end))
                lines.Line(new Words($"  {entry.Event.Component,-12}  ", Tone.Muted), EventPhrase.Of(entry.Event));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // An ordinary end.
        }
    }

    public void Announce(DemoFault fault, int number, int count)
    {
        lines.Line();
        lines.Line(
            new Words($"{number}/{count}  {fault.Title} → {fault.Component}", Tone.Strong),
            new Words($"   {fault.Explanation}", Tone.Muted));
    }

    public void Step(TimeSpan at, JournalEntry entry) =>
        lines.Line(new Words($"  {Seconds(at),8}  ", Tone.Muted), EventPhrase.Of(entry.Event));

    public void Conclude(FaultResult result)
    {
        Words verdict = result.Healed ? new("healed", Tone.Good) : new("NOT HEALED", Tone.Bad);
        lines.Line(
            $"  {Milliseconds(result.HealthyMilliseconds),8}  ", verdict,
            $", and it stays so; of {Phrase.Count(result.Requests, "request")} meanwhile {result.Failed} failed, {result.Refused} of them refused");
    }

    public static Report Summary(DemoResult result)
    {
        var report = new Report().Line("").Table(
            ["fault", "service", "seen after", "acted after", "healthy after", "failed", "refused", "healed"],
            result.Faults.Select(static fault => new Words[]
            {
                fault.Title, fault.Component, Milliseconds(fault.DetectedMilliseconds), Milliseconds(fault.ActedMilliseconds),
                Milliseconds(fault.HealthyMilliseconds), string.Create(CultureInfo.InvariantCulture, $"{fault.Failed} of {fault.Requests}"),
                fault.Refused.ToString(CultureInfo.InvariantCulture), fault.Healed ? new Words("yes", Tone.Good) : new Words("NO", Tone.Bad),
            }));
        return report
            .Line("")
            .Line($"{result.Requests} requests in all, {result.Failed} without the right answer; p99 {result.P99Milliseconds.ToString("0", CultureInfo.InvariantCulture)} ms.")
            .Line($"Journal: {result.Journal} ", result.JournalIsWhole ? new Words("(its chain is whole)", Tone.Good) : new Words("(ITS CHAIN IS BROKEN)", Tone.Bad))
            .Line(new Words($"  check it yourself: prunella audit verify {result.Journal}", Tone.Muted));
    }

    private static string Seconds(TimeSpan at) => at.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + " s";

    private static string Milliseconds(double? value) =>
        value is { } milliseconds ? milliseconds.ToString(milliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms" : "-";
}
