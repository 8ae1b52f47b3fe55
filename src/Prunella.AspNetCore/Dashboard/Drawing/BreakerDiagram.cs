using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Resilience;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>The states of a circuit breaker and the ways between them; the state it is in stands out, and the way that led there moves once.</summary>
internal readonly record struct BreakerDiagram(CircuitPicture Circuit) : IFragment
{
    // From half open back to open: whether it came from there is not known.
    private const string AfterProbe = "M178 90 L212 57";

    private static readonly (CircuitState State, string Word, int X, int Y)[] Places =
    [
        (CircuitState.Closed, "closed", 60, 34), (CircuitState.Open, "open", 210, 34),
        (CircuitState.HalfOpen, "half open", 135, 104), (CircuitState.Isolated, "isolated", 320, 34),
    ];

    private static readonly (CircuitState To, string Path)[] Ways =
    [
        (CircuitState.Open, "M102 28 H162"), (CircuitState.HalfOpen, "M196 54 L166 84"), (CircuitState.Closed, "M104 84 L74 54"),
        (CircuitState.Open, AfterProbe), (CircuitState.Isolated, "M252 34 H274"),
    ];

    public void WriteTo(HtmlWriter writer)
    {
        string state = Word(Circuit.State);
        string share = Circuit.Share is { } part && Circuit.State == CircuitState.HalfOpen ? $", {Phrase.Share(part)} of calls let through" : string.Empty;
        writer.Write($"""<svg class="breaker" viewBox="0 0 380 134" role="img" aria-label="Circuit {Circuit.Name}: {state}{share}">""");
        foreach ((CircuitState to, string path) in Ways)
        {
            bool moved = Circuit.Trips is not 0 && to == Circuit.State && path != AfterProbe;
            string taken = moved ? "way taken" : "way";
            writer.Write($"""<path class="{taken}" d="{path}"/>""");
        }

        foreach ((CircuitState each, string word, int x, int y) in Places)
        {
            string kind = each == Circuit.State ? $"state here {Phrase.Of(each)}" : "state";
            writer.Write($"""<g class="{kind}"><rect x="{x - 44}" y="{y - 20}" width="88" height="40" rx="20"/><text x="{x}" y="{y + 5}">{word}</text></g>""");
        }

        writer.Write($"""</svg>""");
    }

    public static string Word(CircuitState state) => Phrase.Of(state).Replace('-', ' ');
}
