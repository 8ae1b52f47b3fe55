using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Breaker;

public sealed class OutcomeDispersionTests
{
    private const double Share = 0.08;

    [Fact]
    public void Independent_failures_are_taken_as_such() => Assert.Equal(1, After(static (random, _) => random.NextDouble() < Share).Factor);

    [Fact]
    public void Failures_in_runs_vary_more_than_chance() =>
        Assert.InRange(After(static (random, failed) => random.NextDouble() < (failed ? 2.0 / 3 : Share / (3 * (1 - Share)))).Factor, 2, 6);

    [Fact]
    public void One_catastrophe_says_little_and_a_forgotten_one_nothing()
    {
        OutcomeDispersion dispersion = After(static (random, _) => random.NextDouble() < Share);
        dispersion.Learn(1_000, 1_000, Share);
        Assert.InRange(dispersion.Factor, 1, 1.7);

        dispersion.Forget();

        Assert.Equal(1, dispersion.Factor);
    }

    private static OutcomeDispersion After(Func<Random, bool, bool> fails)
    {
        var random = new Random(7);
        var dispersion = new OutcomeDispersion();
        bool failed = false;
        for (int slice = 0; slice < 10_000; slice++)
        {
            int failures = 0;
            for (int call = 0; call < 5; call++)
            {
                failed = fails(random, failed);
                failures += failed ? 1 : 0;
            }

            dispersion.Learn(5, failures, Share);
        }

        return dispersion;
    }
}
