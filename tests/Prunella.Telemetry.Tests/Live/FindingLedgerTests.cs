using FsCheck;
using FsCheck.Fluent;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Live;

namespace Prunella.Telemetry.Tests.Live;

public sealed class FindingLedgerTests
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Fact]
    public void What_one_look_finds_is_not_told()
    {
        var ledger = new FindingLedger(2, 2);

        Assert.Empty(ledger.Take([Of("a")], [], Begin));
        Assert.Empty(ledger.Take([], [], Begin.AddSeconds(10)));
        Assert.Empty(ledger.Take([Of("a")], [], Begin.AddSeconds(20)));
    }

    [Fact]
    public void What_was_watched_long_enough_is_told_at_once() =>
        Assert.Single(new FindingLedger(3, 2).Take([], [Of("a")], Begin));

    [Fact]
    public void A_slow_service_is_one_cause_whatever_tells_of_it()
    {
        var ledger = new FindingLedger(1, 1);

        Assert.Single(ledger.Take([Of("a", "op 1"), Of("a", "op 2")], [Of("a")], Begin));
        Assert.Equal(2, ledger.Take([Of("b")], [], Begin.AddSeconds(10)).Count); // b begins, a ends
    }

    [Fact]
    public void No_more_causes_are_followed_than_the_limit_says()
    {
        var ledger = new FindingLedger(1, 1);

        Assert.Equal(FindingLedger.Most, ledger.Take([.. Enumerable.Range(0, 2 * FindingLedger.Most).Select(i => Of($"s{i}"))], [], Begin).Count);
    }

    [Fact]
    public void Each_cause_is_told_and_ended_in_turn_and_none_is_told_without_enough_looks() => Prop.ForAll<bool[][]>(looks =>
    {
        var ledger = new FindingLedger(2, 2);
        var isOpen = new bool[4];
        var found = new int[4];
        for (int look = 0; look < looks.Length; look++)
        {
            int[] seen = [.. Enumerable.Range(0, 4).Where(i => looks[look] is { } flags && i < flags.Length && flags[i])];
            for (int i = 0; i < 4; i++)
                found[i] = seen.Contains(i) ? found[i] + 1 : 0;
            foreach (LiveFinding one in ledger.Take([.. seen.Select(i => Of($"s{i}"))], [], Begin.AddSeconds(10 * look)))
            {
                int service = one.Finding.Place.Service![1] - '0';
                if (isOpen[service] == one.EndedAt is null || (one.EndedAt is null && found[service] < 2))
                    return false;
                isOpen[service] = one.EndedAt is null;
            }

            if (ledger.Open.Length != isOpen.Count(static open => open))
                return false;
        }

        return true;
    }).Check(Config.QuickThrowOnFailure);

    private static Finding Of(string service, string? operation = null) => new()
    {
        Class = FindingClass.Performance, Severity = FindingSeverity.Major, Confidence = 0.9, When = new TimeWindow(Begin, Begin), Title = "slow", Explanation = "", Confirmation = "",
        Place = new SuspectedPlace(service, operation),
    };
}
