using System.Globalization;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Writes the candidates of one run.</summary>
internal sealed class FindingWriter(DetectorInput input)
{
    private readonly TimeWindow _when = input.Current.When ?? new TimeWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    public Candidate Candidate(
        FindingClass kind, FindingSeverity severity, double chance, SuspectedPlace place, string aspect, string title, string explanation, string confirmation,
        IEnumerable<Evidence> evidence, DateTimeOffset? since = null) => new(chance, new Finding
    {
        Class = kind,
        Severity = severity,
        Confidence = 0,
        When = since is { } start && start < _when.To ? new TimeWindow(start, _when.To) : _when,
        Title = title,
        Explanation = explanation,
        Place = place.Service is "" ? place with { Service = null } : place,
        Confirmation = confirmation,
        Aspect = aspect,
        Evidence = [.. evidence],
    });

    /// <summary>Whose it is, where that is known.</summary>
    public static string By(string service) => service.Length == 0 ? "" : $" of {service}";

    public static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
