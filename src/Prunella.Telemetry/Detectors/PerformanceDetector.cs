using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>Operations whose own time grew: where time is lost, not where it is waited for.</summary>
internal sealed class PerformanceDetector : IDetector
{
    private const long LeastCalls = 10;
    private const double LeastGrowth = 1.3, LeastMilliseconds = 1, LeastSpread = 0.1, LeastCommon = 2;

    public IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write)
    {
        if (input.Baseline is null)
            yield break;
        CommonShift common = CommonShift.Of(input);
        if (common.Shift >= Math.Log(LeastCommon))
            yield return Everything(common, write);
        foreach ((OperationKey key, OperationProfile now) in input.Current.Operations)
        {
            if (now.IsCall || !input.Baseline.Operations.TryGetValue(key, out OperationProfile? before) || now.Calls < LeastCalls || before.Calls < LeastCalls)
                continue;
            double was = before.SelfTimes.Quantile(0.5), isNow = now.SelfTimes.Quantile(0.5);
            double wasTail = before.SelfTimes.Quantile(0.95), isTail = now.SelfTimes.Quantile(0.95);
            bool middle = isNow >= LeastGrowth * was && isNow - was >= LeastMilliseconds, grew = middle || isTail >= 2 * wasTail && isTail - wasTail >= 10 * LeastMilliseconds;
            bool told = now.Slowest is RecordEvidence;
            double chance = grew ? Surprise.OfShift(now.Series, before.Series, LeastSpread, common) : 1;
            yield return write.Candidate(FindingClass.Performance, (middle ? isNow > 3 * was : isTail > 10 * wasTail) ? FindingSeverity.Major : FindingSeverity.Minor, chance,
                new SuspectedPlace(key.Service, key.Operation), "self time",
                middle || !grew
                    ? FindingWriter.Say($"{key} takes {isNow:0.##} ms{(told ? "" : " of its own")}, before {was:0.##} ms.")
                    : FindingWriter.Say($"The slowest 5 % of {key} take {isTail:0.##} ms and more{(told ? "" : " of their own")}, before {wasTail:0.##} ms."),
                FindingWriter.Say($"{(told ? "What the log tells" : "Self time, without the calls that it makes")}, over {now.Calls} calls, compared with {before.Calls} by slots of {TimeSeries.SlotSeconds} s or more, for load makes slots differ."),
                "A profile of this operation shows what it does meanwhile; the change that was deployed when it began shows why.",
                told
                    ? [new NumberEvidence("time, median", was, isNow, "ms"), new NumberEvidence("time, 95th percentile", wasTail, isTail, "ms"), now.Slowest]
                    :
                    [
                        new NumberEvidence("self time, median", was, isNow, "ms"), new NumberEvidence("self time, 95th percentile", wasTail, isTail, "ms"),
                        new NumberEvidence("whole time, median", before.Durations.Quantile(0.5), now.Durations.Quantile(0.5), "ms"), now.Slowest,
                    ],
                now.Series.ChangePoint());
        }
    }

    private static Candidate Everything(CommonShift common, FindingWriter write) => write.Candidate(
        FindingClass.Performance, FindingSeverity.Major, Surprise.OfShift(common.Now, common.Before, LeastSpread), new SuspectedPlace(), "everything",
        FindingWriter.Say($"Everything takes {Math.Exp(common.Shift):0.#} times as long: the median of {common.Operations} operations."),
        "Operations that have little to do with each other got slower together; so it is what they share, and none of them is told for it.",
        "The machine and what else runs on it: processor time, memory, disk.",
        [new NumberEvidence("time against the usual, median of operations", 1, Math.Exp(common.Shift), "1")], common.Now.ChangePoint());
}
