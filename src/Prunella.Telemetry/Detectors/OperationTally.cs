using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Detectors;

/// <summary>Counts the calls of one operation.</summary>
internal sealed class OperationTally
{
    private const int Batch = 1024, MostSteps = 512;
    private readonly List<double> _durations = [], _selfTimes = [];
    private readonly Dictionary<string, long> _steps = new(StringComparer.Ordinal);
    private readonly SlotTally _slots = new();
    private QuantileSketch _allDurations = QuantileSketch.Empty, _allSelfTimes = QuantileSketch.Empty;
    private long _calls, _failures, _toOthers, _whole;
    private Span? _slowest, _failed;

    /// <param name="span">The call.</param>
    /// <param name="selfTime">Nanoseconds in which none of its parts ran.</param>
    /// <param name="parts">Its parts by when they began.</param>
    /// <param name="failedItself">It failed, and none of its parts did.</param>
    /// <param name="isCall">It is a call to another service.</param>
    public void Add(Span span, long selfTime, IReadOnlyList<string> parts, bool failedItself, bool isCall)
    {
        _calls++;
        _toOthers += isCall ? 1 : 0;
        if (failedItself)
        {
            _failures++;
            _failed ??= span;
        }

        if (_slowest is null || span.Duration > _slowest.Duration)
            _slowest = span;
        _durations.Add(span.Duration / 1e6);
        _selfTimes.Add(selfTime / 1e6);
        _slots.Add(span.Start, selfTime / 1e6);
        if (!span.IsError)
            AddSteps(parts); // what fails breaks off: its way is no measure
        if (_durations.Count >= Batch)
            Pack();
    }

    public OperationProfile Build()
    {
        Pack();
        return new OperationProfile(_calls, _failures, _allDurations, _allSelfTimes, _slots.Build(), _steps.ToImmutableDictionary(), 2 * _toOthers > _calls,
            ProfileBuilder.EvidenceOf(_slowest!), _failed is null ? null : ProfileBuilder.EvidenceOf(_failed)) { Whole = _whole };
    }

    private void AddSteps(IReadOnlyList<string> parts)
    {
        _whole++;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < parts.Count; i++)
        {
            if (!taken.Add(parts[i]))
                taken.Add(parts[i] + OperationProfile.Again);
            if (i > 0 && parts[i - 1] != parts[i])
                taken.Add($"{parts[i - 1]} → {parts[i]}");
        }

        foreach (string step in taken)
        {
            if (_steps.Count < MostSteps || _steps.ContainsKey(step))
                CollectionsMarshal.GetValueRefOrAddDefault(_steps, step, out _)++;
        }
    }

    private void Pack()
    {
        _allDurations = QuantileSketch.Merge([_allDurations, QuantileSketch.Of(_durations)]);
        _allSelfTimes = QuantileSketch.Merge([_allSelfTimes, QuantileSketch.Of(_selfTimes)]);
        _durations.Clear();
        _selfTimes.Clear();
    }
}
