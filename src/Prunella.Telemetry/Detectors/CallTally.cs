using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Detectors;

/// <summary>Counts the calls of one service to another.</summary>
internal sealed class CallTally
{
    private readonly SlotTally _slots = new();
    private long _calls, _failures;
    private SpanEvidence? _example;

    /// <param name="caller">The call as it was made.</param>
    /// <param name="callee">The call as it was answered; null where the called tells nothing.</param>
    /// <param name="isTimed">Whether its time is that of the way; not for statements of SQL, which are operations themselves.</param>
    public void Add(Span caller, Span? callee, bool isTimed = true)
    {
        _calls++;
        bool failed = caller.IsError && callee is not { IsError: true } && !IsRefused(caller);
        _failures += failed ? 1 : 0;
        if (isTimed)
            _slots.Add(caller.Start, (caller.Duration - (callee?.Duration ?? 0)) / 1e6);
        if (_example is null || failed && _failures == 1)
            _example = ProfileBuilder.EvidenceOf(caller);
    }

    public CallProfile Build() => new(_calls, _failures, _slots.Build(), _example!);

    // Clients of HTTP call 404 and its like an error; but the other did answer.
    private static bool IsRefused(Span caller) => (caller.Attribute("http.response.status_code") ?? caller.Attribute("http.status_code")) is { Length: 3 } status && status[0] == '4';
}
