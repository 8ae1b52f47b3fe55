using System.Globalization;

namespace Prunella.Telemetry.Findings;

/// <summary>Evidence in one line, for people: a number before and now, a span by its trace, a record by its text.</summary>
public static class EvidenceWords
{
    private const int MostText = 400;

    /// <summary>The line.</summary>
    public static string Of(Evidence evidence) => evidence switch
    {
        null => throw new ArgumentNullException(nameof(evidence)),
        NumberEvidence { Unit: "1" } number => string.Create(CultureInfo.InvariantCulture, $"{number.Name}: {Usual(number, "0.#%")}{number.Seen:0.#%}"),
        NumberEvidence number => string.Create(CultureInfo.InvariantCulture, $"{number.Name}: {Usual(number, "0.##")}{number.Seen:0.##}{(number.Unit.StartsWith('{') ? "" : " " + number.Unit)}"),
        SpanEvidence span => string.Create(CultureInfo.InvariantCulture, $"span of {span.Service}: {span.Operation}, {span.Duration.TotalMilliseconds:0.##} ms, {span.Start:u}, trace {span.TraceId}"),
        RecordEvidence record => string.Create(CultureInfo.InvariantCulture, $"record of {record.Source}{(record.Time is { } time ? $", {time:u}" : "")}: {Short(record.Text)}"),
        _ => evidence.ToString() ?? "",
    };

    private static string Usual(NumberEvidence number, string format) => double.IsFinite(number.Usual) ? $"{number.Usual.ToString(format, CultureInfo.InvariantCulture)} → " : "";

    private static string Short(string text) => text.Length <= MostText ? text : string.Concat(text.AsSpan(0, MostText - 1), "…");
}
