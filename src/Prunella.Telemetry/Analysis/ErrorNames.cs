using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>Names errors by what the caller knows of errors, or else by logger and exception, or else by logger and statement. Each is named once.</summary>
internal sealed class ErrorNames(Func<LogEvent, string?>? fingerprint, RecordPlaces places)
{
    private readonly Dictionary<Occurrences, string> _known = [];

    public string Of(string service, string template, Occurrences error)
    {
        if (_known.TryGetValue(error, out string? name))
            return name;
        RecordEvidence place = places.Evidence(error.Order, error.Ticks, error.Example);
        name = fingerprint?.Invoke(new LogEvent(place.Time ?? default, service, LogLevel.Error, template, error.Example) { Source = place.Source, Line = place.Line })
            ?? $"{service}|{ExceptionName.In(error.Example) ?? template}";
        _known.Add(error, name);
        return name;
    }
}
