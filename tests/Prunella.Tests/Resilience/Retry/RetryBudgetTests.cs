using FsCheck;
using FsCheck.Fluent;
using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Retry;

public sealed class RetryBudgetTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void However_it_is_asked_it_grants_no_more_than_was_earned() => Prop.ForAll<byte[]>(steps =>
    {
        var clock = new ManualClock();
        var options = new RetryOptions { BudgetBurst = 5, BudgetPerCall = 0.1, BudgetPerSecond = 2 };
        var budget = new RetryBudget(options, clock);
        int calls = 0, granted = 0;
        foreach (byte step in steps)
        {
            switch (step % 3)
            {
                case 0:
                    clock.Advance(TimeSpan.FromMilliseconds(step));
                    break;
                case 1:
                    budget.Deposit();
                    calls++;
                    break;
                default:
                    granted += budget.TryWithdraw() ? 1 : 0;
                    break;
            }
        }

        double earned = 5 + 0.1 * calls + 2 * TimeSpan.FromTicks(clock.GetTimestamp()).TotalSeconds;
        return granted <= earned + 0.001 && budget.Spent == granted;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quiet_service_may_retry_what_it_saved_and_no_more()
    {
        var budget = new RetryBudget(new RetryOptions { BudgetBurst = 3, BudgetPerSecond = 1 }, _clock);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => budget.TryWithdraw()));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(budget.TryWithdraw());
        Assert.Equal(1, budget.Refused);
    }

    [Fact]
    public void New_options_keep_what_is_left()
    {
        var budget = new RetryBudget(new RetryOptions { BudgetBurst = 10 }, _clock);
        for (int i = 0; i < 7; i++)
            Assert.True(budget.TryWithdraw());

        budget.Options = budget.Options with { BudgetBurst = 100 };

        Assert.Equal(3, budget.Left);
    }
}
