using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

/// <summary>Thousands of random histories of failures, actions, persons and stops; what must hold, holds at every step.</summary>
public sealed class RandomRunsTests
{
    private static readonly string[] Names = ["db", "inventory#1", "inventory#2", "inventory#3", "orders", "gateway", "mail"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_happens_the_rules_hold_and_nothing_is_left_open(int part)
    {
        for (int seed = part * 1000; seed < part * 1000 + 400; seed++)
        {
            try
            {
                Run(seed);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}", error);
            }
        }
    }

    private static void Run(int seed)
    {
        var random = new Random(seed);
        var options = new RecoveryOptions { ComponentBudget = 1 + random.Next(5), GlobalBudget = 1 + random.Next(20), IntensityLimit = 1 + random.Next(4) };
        using var world = new RecoveryWorld { Seed = seed, Options = options };
        world.Health.Add("db");
        for (int i = 1; i <= 3; i++)
            world.Health.Add($"inventory#{i}", requires: ["db"], group: "inventory");
        world.Health.Add("orders", requires: ["inventory#1"], uses: ["mail"]);
        world.Health.Add("gateway", requires: ["orders"]);
        world.Health.Add("mail");
        int started = 0;
        var broken = new List<string>(); // an exception inside an action would only fail the action
        Shape(world.Action("reset", RecoveryTier.ResetUnit, attempts: 2));
        Shape(world.Action("replace", RecoveryTier.ReplaceProcess, attempts: 3, undo: "back"));
        Shape(world.Action("move", RecoveryTier.MoveOrResize, undo: "back"));

        for (int step = 0; step < 60; step++)
        {
            Step();
            CheckAlways(world);
            Assert.Empty(broken);
        }

        // All gets well, the stop is released: then nothing may stay open.
        world.Switch.Engaged = false;
        foreach (string name in Names)
            world.Heal(name);
        world.Pass(90);
        foreach (string name in Names)
            world.Heal(name);
        world.Pass(90);
        CheckAlways(world);
        Assert.Empty(world.Open);
        CheckEnded(world, started);

        void Shape(TestAction action)
        {
            action.Applies = incident => incident.Component.Value != "inventory" && (incident.Component.GetHashCode() + seed) % 5 != 0;
            action.OnExecute = (incident, _) =>
            {
                started++;
                if (world.Switch.Engaged)
                    broken.Add("acted while healing was stopped");
                if (world.Health.Current.RootOf(incident.Component) is { } root)
                    broken.Add($"acted on {incident.Component}, a symptom of {root}");
                int outcome = random.Next(6);
                if (outcome <= 2)
                    world.Health.Set(incident.Component.Value, HealthState.Healthy, "started");
                return outcome switch
                {
                    3 => throw new IOException("no"),
                    4 => new ValueTask(new TaskCompletionSource().Task),
                    _ => ValueTask.CompletedTask,
                };
            };
            action.OnVerify = (_, _) => random.Next(10) switch
            {
                0 => new(ActionVerdict.Better),
                1 => new(ActionVerdict.Worse),
                2 => throw new IOException("no"),
                _ => new((ActionVerdict?)null),
            };
            action.OnUndo = (_, _) =>
            {
                if (world.Switch.Engaged)
                    broken.Add("took back while healing was stopped");
                return random.Next(4) == 0 ? throw new IOException("no") : ValueTask.CompletedTask;
            };
        }

        void Step()
        {
            string name = Names[random.Next(Names.Length)];
            Incident? any = world.Open.Count == 0 ? null : world.Open[random.Next(world.Open.Count)];
            switch (random.Next(12))
            {
                case 0 or 1 or 2:
                    world.On(name, HealthState.Failed, "exit 1");
                    break;
                case 3:
                    world.On(name, HealthState.Critical, "slow");
                    break;
                case 4:
                    world.On(name, HealthState.Degraded, "slower");
                    break;
                case 5 or 6:
                    world.Heal(name);
                    break;
                case 7:
                    world.Switch.Engaged = random.Next(3) == 0;
                    break;
                case 8 when any is not null:
                    _ = world.Ask(() => random.Next(2) == 0 ? world.Manager.ApproveAsync(any.Id, "ann", "go") : world.Manager.RejectAsync(any.Id, "ann", "no"));
                    break;
                case 9 when random.Next(4) == 0:
                    world.SetMode(random.Next(2) == 0 ? null : (RecoveryTier)random.Next(7), (HealingMode)random.Next(4));
                    break;
                case 10 when any is not null && random.Next(4) == 0:
                    _ = world.Ask(() => world.Manager.CloseAsync(any.Id, "ann", "enough"));
                    break;
                default:
                    world.Pass(random.NextDouble() * random.Next(60));
                    break;
            }
        }
    }

    private static void CheckAlways(RecoveryWorld world)
    {
        Assert.Equal(world.Open.Count, world.Open.Select(static incident => incident.Component).Distinct().Count());
        Assert.InRange(world.Manager.Current.BudgetLeft, 0, world.Options.GlobalBudget);
        Assert.All(world.Open, static incident => Assert.Null(incident.Outcome));
        Assert.True(world.Open.Count(incident => Acting(world, incident) && incident.Component.Value.StartsWith("inventory", StringComparison.Ordinal)) <= 1, "more than a third of a group");
        CheckSpending(world);
    }

    private static bool Acting(RecoveryWorld world, Incident incident) =>
        world.Journal.Of<ActionStarted>(incident.Id).Count > world.Journal.Of<ActionVerified>(incident.Id).Count;

    // In any history, what did not help (and was no slow retry) never exceeds what the bucket held and what came back to it.
    private static void CheckSpending(RecoveryWorld world)
    {
        double refilled = world.Loop.Time.GetElapsedTime(0) / world.Options.BudgetPeriod * world.Options.GlobalBudget;
        var slow = world.Journal.Of<ActionPlanned>().Where(static plan => plan.Effects[0].StartsWith("slow", StringComparison.Ordinal))
            .Select(static plan => (plan.Incident, plan.Action, plan.Attempt)).ToHashSet();
        int spent = world.Journal.Of<ActionStarted>().Count(start => !slow.Contains((start.Incident, start.Action, start.Attempt)))
            - world.Journal.Of<ActionVerified>().Count(static verified => verified.Verdict == ActionVerdict.Better);
        Assert.True(spent <= world.Options.GlobalBudget + refilled + 1e-6, $"{spent} spent of {world.Options.GlobalBudget} and {refilled} refilled");
    }

    private static void CheckEnded(RecoveryWorld world, int started)
    {
        Assert.Equal(started, world.Journal.Of<ActionStarted>().Count);
        Assert.Equal(started, world.Journal.Of<ActionFinished>().Count);
        Assert.Equal(started, world.Journal.Of<ActionVerified>().Count);
        int toUndo = world.Journal.Of<ActionVerified>().Count(static verified => verified.Action != "reset" && verified.Verdict != ActionVerdict.Better);
        Assert.Equal(toUndo, world.Journal.Of<ActionUndone>().Count);
        Assert.Equal(world.Journal.Of<IncidentOpened>().Count, world.Journal.Of<IncidentClosed>().Count);
        Assert.All(world.Closed, static incident => Assert.Equal((IncidentState.Resolved, true, null), (incident.State, incident.Outcome is not null, incident.Pending)));
    }
}
