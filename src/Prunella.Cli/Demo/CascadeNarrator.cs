using System.Globalization;
using Prunella.Cli.Output;
using Prunella.Views;

namespace Prunella.Cli.Demo;

/// <summary>Tells a person how the cascade goes.</summary>
internal sealed class CascadeNarrator(LineWriter lines)
{
    private const int CircuitStepsShown = 20;

    public void Begin(bool healing, double rate)
    {
        lines.Line();
        lines.Line(
            new Words(healing ? "2/2  with Prunella" : "1/2  without Prunella (SELF_HEALING_ENABLED=false)", Tone.Strong),
            new Words($"   customers → gateway → orders → inventory, {Number(rate)} requests a second", Tone.Muted));
    }

    public void Say(string what) => lines.Line($"  {what}");

    public static Report Summary(CascadeResult result)
    {
        var report = new Report().Line("").Table(
            ["inventory", "good answers/s without", "with", "p99 without", "with", "calls that reached it without", "with"],
            result.Without.Phases.Zip(result.With.Phases, static (without, with) => new Words[]
            {
                Title(without.Name), Number(without.Goodput), Number(with.Goodput), $"{Number(without.P99Milliseconds)} ms", $"{Number(with.P99Milliseconds)} ms",
                without.InventoryCalls.ToString(CultureInfo.InvariantCulture), with.InventoryCalls.ToString(CultureInfo.InvariantCulture),
            }));
        _ = report.Line("").Line(new Words("Circuits, seconds since the fault began:", Tone.Muted));
        foreach (CircuitStep step in result.With.Circuits.Take(CircuitStepsShown))
            _ = report.Line(string.Create(CultureInfo.InvariantCulture, $"  {step.Seconds,7:0.000}  {step.Service} → {step.Circuit}: {step.From} → {step.To}, {step.Reason}"));
        if (result.With.Circuits.Count > CircuitStepsShown)
            _ = report.Line(new Words($"  and {result.With.Circuits.Count - CircuitStepsShown} more", Tone.Muted));
        return report.Line("").Table(
            ["what must hold", "bar", "measured", "met"],
            result.Checks.Select(static check => new Words[]
            {
                check.Name, check.Bar, check.Value.ToString("0.000", CultureInfo.InvariantCulture), check.Met ? new Words("yes", Tone.Good) : new Words("NO", Tone.Bad),
            }));
    }

    private static string Title(string phase) => phase switch
    {
        CascadeSchedule.Before => "well, before",
        CascadeSchedule.Slow => "slow",
        CascadeSchedule.Failing => "failing",
        CascadeSchedule.During => "slow and failing",
        _ => "well again",
    };

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
