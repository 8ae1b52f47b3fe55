using Prunella.Patterns.Actions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Tests.Stores;

/// <summary>What every store must do. Each store's tests inherit it.</summary>
public abstract class PatternStoreContract
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected ManualTime Clock { get; } = new(Noon);

    protected StoreOptions Options => new() { Project = "shop", Time = Clock };

    /// <summary>A new, empty store. Stores of one test share nothing unless it says so.</summary>
    protected abstract Task<IPatternStore> OpenAsync(StoreOptions options);

    [ContractFact]
    public async Task A_new_store_holds_nothing()
    {
        await using IPatternStore store = await OpenAsync(Options);

        Assert.Equal("shop", store.Project);
        Assert.Equal(new StoreCounts(0, 0, 0, 0, 0, 0, 0, 0, 0), await store.CountAsync());
        Assert.Null(await store.FindLearningAsync("none"));
        Assert.Null(await store.FindErrorAsync("none"));
        Assert.Empty(await store.FindLearningsAsync(Named("a")));
        Assert.Equal(AuditHead.Empty, await store.ReadAuditHeadAsync());
        Assert.True((await AuditChain.VerifyAsync(store)).IsIntact);
    }

    [ContractFact]
    public async Task An_occurrence_is_counted_once_however_often_it_is_written()
    {
        await using IPatternStore store = await OpenAsync(Options);

        Assert.Equal(2, await store.WriteAsync([Occurred("1", "a", 0), Occurred("2", "a", 5), Occurred("1", "a", 0)]));
        Assert.Equal(1, await store.WriteAsync([Occurred("2", "a", 5), Occurred("3", "a", 2, "in between")]));

        ErrorGroup group = (await store.FindErrorAsync(Named("a").Exact))!;
        Assert.Equal((3, Noon, Noon.AddSeconds(5)), (group.Seen, group.First, group.Last));
        Assert.Equal(("System.Exception", "it failed", "orders"), (group.Type, group.Message, group.Component));
        Assert.Equal(Named("a"), group.Fingerprint);
        Assert.Equal((1, 3, 3), await CountsAsync(store));
    }

    [ContractFact]
    public async Task Errors_are_listed_by_when_they_were_last_seen()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([Occurred("1", "a", 3), Occurred("2", "b", 9), Occurred("3", "c", 6), Occurred("4", "b", 1)]);

        Assert.Equal(["b", "c"], (await store.ListErrorsAsync(2)).Select(static group => group.Fingerprint.Exact[^1..]));
    }

    [ContractFact]
    public async Task A_learning_is_found_by_each_of_its_names_and_by_its_id()
    {
        await using IPatternStore store = await OpenAsync(Options);
        Learning learning = Learned("one", "a") with { Cause = "a full disk", Pattern = "net.disk", Origin = Origin.Person };
        _ = await store.WriteAsync([learning, Learned("two", "b")]);

        foreach (Fingerprint like in new[] { Named("a"), Named("x") with { Core = Named("a").Core }, Named("x") with { Template = Named("a").Template } })
            AssertSame(learning, Assert.Single(await store.FindLearningsAsync(like)));
        AssertSame(learning, (await store.FindLearningAsync("one"))!);
        Assert.Empty(await store.FindLearningsAsync(Named("x")));
    }

    [ContractFact]
    public async Task Of_two_learnings_with_one_id_the_newer_counts_whatever_their_order_and_names_add_up()
    {
        await using IPatternStore store = await OpenAsync(Options);
        Learning old = Learned("one", "a"), newer = Learned("one", "b") with { Fix = "Restart twice.", At = Noon.AddHours(1) };

        Assert.Equal(2, await store.WriteAsync([old, newer]));
        Assert.Equal(0, await store.WriteAsync([old, newer]));

        Learning kept = (await store.FindLearningAsync("one"))!;
        Assert.Equal("Restart twice.", kept.Fix);
        Assert.Equal(6, kept.Names.Count);
        Assert.Equal("one", Assert.Single(await store.FindLearningsAsync(Named("a"))).Id);
    }

    [ContractFact]
    public async Task Learnings_are_listed_in_pages_that_miss_none()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([.. Enumerable.Range(0, 25).Select(static i => Learned($"l{i:00}", $"n{i}"))]);

        List<string> seen = [];
        for (string after = ""; await store.ListLearningsAsync(after, 10) is { Count: > 0 } page; after = seen[^1])
            seen.AddRange(page.Select(static learning => learning.Id));

        Assert.Equal(Enumerable.Range(0, 25).Select(static i => $"l{i:00}"), seen);
    }

    [ContractFact]
    public async Task An_outcome_is_counted_once_and_one_of_no_learning_not_at_all()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([Learned("one", "a")]);

        Assert.Equal(2, await store.WriteAsync([Tried("o1", "one", true, 1), Tried("o2", "one", false, 3), Tried("o1", "one", true, 1)]));
        Assert.Equal(0, await store.WriteAsync([Tried("o2", "one", false, 3), Tried("o3", "nobody", true, 1)]));

        Learning learning = (await store.FindLearningAsync("one"))!;
        Assert.Equal((1, 1, Noon.AddSeconds(3)), (learning.Successes, learning.Failures, learning.LastTried));
        StoreCounts counts = await store.CountAsync();
        Assert.Equal((2, 1), (counts.Outcomes, counts.Worked));
    }

    [ContractFact]
    public async Task Merged_learnings_answer_as_one_and_later_outcomes_go_to_it()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync(
        [
            Learned("one", "a"), Learned("two", "b"), Learned("three", "c"),
            Tried("o1", "one", true, 1), Tried("o2", "two", true, 2), new LearningVector("one", "m", [1, 2]),
        ]);

        Assert.Equal(1, await store.WriteAsync([new LearningMerge("one", "two")]));
        Assert.Equal(1, await store.WriteAsync([new LearningMerge("two", "three")]));
        Assert.Equal(0, await store.WriteAsync([new LearningMerge("one", "two"), new LearningMerge("three", "one"), new LearningMerge("nobody", "one"), new LearningMerge("three", "nobody")]));
        Assert.Equal(1, await store.WriteAsync([Tried("o3", "one", false, 9)]));

        Learning kept = Assert.Single(await store.ListLearningsAsync("", 10));
        Assert.Equal(("three", 2, 1, Noon.AddSeconds(9)), (kept.Id, kept.Successes, kept.Failures, kept.LastTried));
        Assert.Equal("three", (await store.FindLearningAsync("one"))!.Id);
        foreach (string name in new[] { "a", "b", "c" })
            Assert.Equal("three", Assert.Single(await store.FindLearningsAsync(Named(name))).Id);
        Assert.Empty(await store.ListVectorsAsync("m", "", 10));
        Assert.Equal(0, await store.WriteAsync([Learned("one", "a") with { At = Noon.AddDays(1) }]));
    }

    [ContractFact]
    public async Task What_was_merged_comes_back_as_it_was_with_all_that_had_been_merged_with_it()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync(
        [
            Learned("one", "a"), Learned("two", "b"), Learned("three", "c"), Tried("o1", "one", true, 1), Tried("o2", "two", true, 2), Tried("o3", "three", false, 3),
            new LearningMerge("one", "two"), Tried("o4", "one", true, 4), new LearningMerge("two", "three"), Tried("o5", "two", false, 5),
        ]);

        Assert.Equal(1, await store.WriteAsync([new LearningSplit("three", "two", [], Noon)]));
        Assert.Equal(0, await store.WriteAsync([new LearningSplit("three", "two", [], Noon)]));

        Learning three = (await store.FindLearningAsync("three"))!, two = (await store.FindLearningAsync("one"))!;
        Assert.Equal(("three", 0, 2), (three.Id, three.Successes, three.Failures));
        Assert.Equal(("two", 3, 0), (two.Id, two.Successes, two.Failures));
        Assert.Equal(3, three.Names.Count);
        Assert.Equal(6, two.Names.Count);
        Assert.Equal("two", Assert.Single(await store.FindLearningsAsync(Named("a"))).Id);
        Assert.Equal("three", Assert.Single(await store.FindLearningsAsync(Named("c"))).Id);
        Assert.Equal(1, await store.WriteAsync([Tried("o6", "one", true, 6)]));
        Assert.Equal(4, (await store.FindLearningAsync("two"))!.Successes);
        Assert.Equal(["three", "two"], (await store.ListLearningsAsync("", 10)).Select(static learning => learning.Id));

        Assert.Equal(1, await store.WriteAsync([new LearningSplit("two", "one", [], Noon)]));
        Assert.Equal((1, 0), ((await store.FindLearningAsync("one"))!.Successes, (await store.FindLearningAsync("one"))!.Failures));
        Assert.Equal((3, 0), ((await store.FindLearningAsync("two"))!.Successes, (await store.FindLearningAsync("two"))!.Failures));
        Assert.Equal(3, (await store.CountAsync()).Learnings);
    }

    [ContractFact]
    public async Task What_was_told_apart_is_not_merged_again_also_not_by_way_of_another_unless_that_is_said()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([Learned("one", "a"), Learned("two", "b"), Learned("three", "c"), new LearningMerge("one", "two"), new LearningSplit("two", "one", [], Noon)]);

        Assert.Equal(0, await store.WriteAsync([new LearningMerge("one", "two"), new LearningMerge("two", "one")]));
        Assert.Equal(1, await store.WriteAsync([new LearningMerge("one", "three"), new LearningMerge("two", "three"), new LearningMerge("three", "two")]));
        Assert.Equal(1, await store.WriteAsync([new LearningMerge("two", "three", Again: true)]));

        Assert.Equal(9, Assert.Single(await store.ListLearningsAsync("", 10)).Names.Count);
        Assert.Equal(1, await store.WriteAsync([new LearningSplit("three", "one", [], Noon)]));
        Assert.Equal(["one", "three"], (await store.ListLearningsAsync("", 10)).Select(static learning => learning.Id));
    }

    [ContractFact]
    public async Task Names_that_are_split_off_go_to_a_learning_of_their_own_and_do_not_come_back()
    {
        await using IPatternStore store = await OpenAsync(Options);
        Learning both = Learned("both", [.. Learning.NamesOf(Named("a")), .. Learning.NamesOf(Named("b"))]) with { Cause = "a full disk" };
        _ = await store.WriteAsync([both, Tried("o1", "both", true, 1), Learned("there", "d")]);
        var split = new LearningSplit("both", "other", Learning.NamesOf(Named("b")), Noon.AddHours(1));

        Assert.Equal(1, await store.WriteAsync([split]));
        Assert.Equal(0, await store.WriteAsync([split]));
        Assert.Equal(1, await store.WriteAsync([both with { At = Noon.AddHours(2) }]));

        Learning left = Assert.Single(await store.FindLearningsAsync(Named("a"))), other = Assert.Single(await store.FindLearningsAsync(Named("b")));
        Assert.Equal(("both", 3, 1), (left.Id, left.Names.Count, left.Successes));
        Assert.Equal(("other", 3, 0), (other.Id, other.Names.Count, other.Successes));
        Assert.Equal((both.Problem, "a full disk", both.Fix, Noon.AddHours(1), null), (other.Problem, other.Cause, other.Fix, other.At, other.LastTried));
        Assert.Equal(0, await store.WriteAsync([new LearningMerge("other", "both")]));

        Assert.Equal(1, await store.WriteAsync([new LearningSplit("other", "there", [Named("b").Exact], Noon)]));
        Assert.Equal(["other", "there"], (await store.FindLearningsAsync(Named("b"))).Select(static learning => learning.Id));
        Assert.Equal(0, await store.WriteAsync([new LearningSplit("nobody", "there", [], Noon), new LearningSplit("nobody", "new", ["x"], Noon)]));
        Assert.Null(await store.FindLearningAsync("new"));
    }

    [ContractFact]
    public async Task Vectors_are_kept_for_each_model_and_only_for_learnings_that_are_there()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([Learned("one", "a"), Learned("two", "b")]);

        Assert.Equal(3, await store.WriteAsync(
            [new LearningVector("two", "m", [0.5f, -1e-7f]), new LearningVector("one", "m", [1, 2]), new LearningVector("one", "other", [9]), new LearningVector("nobody", "m", [1])]));
        Assert.Equal(1, await store.WriteAsync([new LearningVector("one", "m", [3, 4]), new LearningVector("two", "m", [0.5f, -1e-7f])]));

        IReadOnlyList<LearningVector> vectors = await store.ListVectorsAsync("m", "", 10);
        Assert.Equal(["one", "two"], vectors.Select(static vector => vector.Learning));
        Assert.Equal([3f, 4f, 0.5f, -1e-7f], vectors.SelectMany(static vector => vector.Values));
        Assert.Equal("two", Assert.Single(await store.ListVectorsAsync("m", "one", 10)).Learning);
    }

    [ContractFact]
    public async Task A_store_names_the_nearest_vectors_of_the_model_or_says_that_it_can_not()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync(
        [
            Learned("one", "a"), Learned("two", "b"), Learned("three", "c"), new LearningVector("one", "m", [1, 0]), new LearningVector("two", "m", [1, 1]),
            new LearningVector("three", "m", [-1, 0]), new LearningVector("three", "other", [1, 0]),
        ]);

        if (await store.NearestAsync("m", new float[] { 2, 0.1f }, 2) is { } near)
            Assert.Equal(["one", "two"], near.Select(static each => each.Learning));
    }

    [ContractFact]
    public async Task Of_patterns_settings_and_edges_the_newer_counts_whatever_their_order()
    {
        await using IPatternStore store = await OpenAsync(Options);
        var pattern = new StoredPattern(new ErrorPattern { Id = "shop.stock", Title = "Stock", Regex = "stock of \\S+", Fix = "Recount.", Words = "oversold" }, Origin.Seeded, Noon);
        StoredPattern better = pattern with { Pattern = pattern.Pattern with { Fix = "Count again.", Unless = "tests?", Action = new StepsFix([new EditFix("a.json", "1", "2"), new CommandFix(["dotnet", "restore"])]), Generated = "rules" }, At = Noon.AddSeconds(1) };
        var edge = new CausalityEdge("fp1:c:a", "abc", 0.25, false, "it changed Add", Noon);
        CausalityEdge sure = edge with { Strength = 1, Confirmed = true, At = Noon.AddSeconds(1) };
        var setting = new HealingSetting("mode", "observe", Noon);

        Assert.Equal(6, await store.WriteAsync([pattern, better, edge, sure, edge with { Commit = "def", Strength = 0.5 }, setting]));
        Assert.Equal(1, await store.WriteAsync([pattern, edge, setting, setting with { Value = "auto", At = Noon.AddTicks(10) }, setting]));

        Assert.Equal(better, Assert.Single(await store.ListPatternsAsync()));
        Assert.Equal([sure, edge with { Commit = "def", Strength = 0.5 }], await store.FindEdgesAsync("fp1:c:a"));
        Assert.Empty(await store.FindEdgesAsync("fp1:c:b"));
        Assert.Equal("auto", Assert.Single(await store.ListSettingsAsync()).Value);
    }

    [ContractFact]
    public async Task The_audit_is_a_chain_in_which_each_record_stands_once()
    {
        await using IPatternStore store = await OpenAsync(Options);
        AuditRecord applied = Audited("1") with { Detail = "naïve 🌿\nsecond line", At = Noon.AddTicks(12_345_678) };

        Assert.Equal(2, await store.WriteAsync([applied, Audited("2"), applied]));
        Assert.Equal(1, await store.WriteAsync([Audited("2"), Audited("3")]));

        IReadOnlyList<AuditEntry> rows = await store.ReadAuditAsync(0, 10);
        Assert.Equal([1L, 2L, 3L], rows.Select(static row => row.Sequence));
        Assert.Equal(AuditEntry.Genesis, rows[0].Previous);
        Assert.Equal(rows[0].Hash, rows[1].Previous);
        Assert.Equal(applied with { At = Noon.AddTicks(12_345_670) }, rows[0].Record);
        Assert.Equal(new AuditHead(3, rows[2].Hash), await store.ReadAuditHeadAsync());
        Assert.Equal("3", Assert.Single(await store.ReadAuditAsync(2, 10)).Record.Id);
        Assert.Equal(new AuditVerdict(3, null, null), await AuditChain.VerifyAsync(store));
    }

    [ContractFact]
    public async Task Of_changes_of_which_one_can_not_be_kept_none_is()
    {
        await using IPatternStore store = await OpenAsync(Options);

        foreach (StoreChange wrong in new StoreChange[]
        {
            Occurred("", "a", 0), Audited(new string('x', 201)), Learned("bad\n", "a"), new LearningVector("one", "m", [float.NaN]), new LearningMerge("one", "one"),
            new CausalityEdge("a", "b", 2, false, "", Noon), Learned("one", [.. Enumerable.Range(0, 65).Select(static i => $"n{i}")]),
        })
            _ = await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.WriteAsync([Occurred("1", "a", 0), Audited("1"), wrong]));

        Assert.Equal(new StoreCounts(0, 0, 0, 0, 0, 0, 0, 0, 0), await store.CountAsync());
    }

    [ContractFact]
    public async Task Secrets_are_not_kept_and_texts_are_cut()
    {
        const string secret = "AKIAQ3EGRIVNZCUKT7XB";
        await using IPatternStore store = await OpenAsync(Options);
        string leak = $"aws_access_key_id={secret} \0" + new string('x', 50_000);
        _ = await store.WriteAsync(
        [
            Occurred("1", "a", 0, leak), Learned("one", "a") with { Problem = leak, Cause = leak, Fix = leak }, Tried("o", "one", true, 0) with { Note = leak },
            Audited("1") with { Actor = leak, Action = leak, Subject = leak, Detail = leak }, new HealingSetting("s", leak, Noon),
            new CausalityEdge("f", "c", 1, true, leak, Noon), new StoredPattern(new ErrorPattern { Id = "p", Title = leak, Regex = "x", Fix = leak, Words = leak }, Origin.Seeded, Noon),
        ]);

        Learning learning = (await store.FindLearningAsync("one"))!;
        AuditRecord audit = (await store.ReadAuditAsync(0, 1))[0].Record;
        ErrorPattern pattern = (await store.ListPatternsAsync())[0].Pattern;
        string[] kept =
        [
            (await store.FindErrorAsync(Named("a").Exact))!.Message, learning.Problem, learning.Cause, learning.Fix, audit.Actor, audit.Action, audit.Subject, audit.Detail,
            (await store.ListSettingsAsync())[0].Value, (await store.FindEdgesAsync("f"))[0].Why, pattern.Title, pattern.Fix, pattern.Words,
        ];
        Assert.All(kept, static text =>
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.Contains("<secret:", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 100, 8_000);
        });
        Assert.True((await AuditChain.VerifyAsync(store)).IsIntact);
    }

    [ContractFact]
    public async Task Half_a_character_is_kept_as_a_mark()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([Occurred("1", "a", 0, "cut \ud83c"), Audited("1") with { Detail = "\udf3f and whole 🌿" }]);

        Assert.Equal("cut \ufffd", (await store.FindErrorAsync(Named("a").Exact))!.Message);
        Assert.Equal("\ufffd and whole 🌿", (await store.ReadAuditAsync(0, 1))[0].Record.Detail);
        Assert.True((await AuditChain.VerifyAsync(store)).IsIntact);
    }

    [ContractFact]
    public async Task Old_occurrences_are_removed_but_their_count_stays()
    {
        await using IPatternStore store = await OpenAsync(Options with { MostOccurrences = 10, MostErrors = 3, OccurrenceAge = TimeSpan.FromDays(1) });
        _ = await store.WriteAsync([.. Enumerable.Range(0, 8).Select(static i => Occurred($"{i}", $"n{i % 4}", i))]);

        Assert.Equal(1, await store.TrimAsync());
        Assert.Equal((3, 6, 8), await CountsAsync(store));
        Assert.Null(await store.FindErrorAsync(Named("n0").Exact));

        Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(3.5));
        Assert.Equal(4, await store.TrimAsync());
        Assert.Equal((3, 6, 4), await CountsAsync(store));
    }

    [ContractFact]
    public async Task A_store_that_is_written_to_for_long_stays_small_by_itself()
    {
        await using IPatternStore store = await OpenAsync(Options with { MostOccurrences = 100 });
        for (int turn = 0; turn < 10; turn++)
            _ = await store.WriteAsync([.. Enumerable.Range(0, 100).Select(i => Occurred($"{turn}-{i}", "a", turn * 100 + i))]);

        (_, long seen, long occurrences) = await CountsAsync(store);
        Assert.Equal(1000, seen);
        Assert.InRange(occurrences, 100, 250);
    }

    [ContractFact]
    public async Task Writers_at_once_lose_and_double_nothing()
    {
        await using IPatternStore store = await OpenAsync(Options);
        _ = await store.WriteAsync([Learned("one", "a")]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int turn = 0; turn < 10; turn++)
            {
                StoreChange[] changes =
                [
                    // Different writers touch the same rows in different orders.
                    Audited($"{writer}-{turn}"), .. Enumerable.Range(0, 4).Select(i => Occurred($"{writer}-{turn}-{i}", $"n{(writer + i) % 4}", turn)),
                    Tried($"{writer}-{turn}", "one", turn % 2 == 0, turn),
                ];
                Assert.Equal(6, await store.WriteAsync(writer % 2 == 0 ? changes : [.. changes.Reverse()]));
                Assert.Equal(0, await store.WriteAsync(changes));
            }
        })));

        Assert.Equal(new StoreCounts(4, 320, 320, 0, 1, 80, 40, 0, 80), await store.CountAsync());
        Learning learning = (await store.FindLearningAsync("one"))!;
        Assert.Equal((40, 40), (learning.Successes, learning.Failures));
        Assert.Equal(new AuditVerdict(80, null, null), await AuditChain.VerifyAsync(store));
    }

    [ContractFact]
    public async Task A_call_that_was_given_up_before_it_began_does_nothing()
    {
        await using IPatternStore store = await OpenAsync(Options);
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.WriteAsync([Audited("1")], given.Token));
        Assert.Equal(0, (await store.CountAsync()).Audit);
    }

    public static Fingerprint Named(string name) => new($"fp1:e:{name}", $"fp1:c:{name}", $"fp1:t:{name}");

    public static ErrorOccurrence Occurred(string id, string name, int second, string message = "it failed") =>
        new(id, Named(name), "System.Exception", message, "orders", Noon.AddSeconds(second));

    public static Learning Learned(string id, string name) => Learned(id, [.. Learning.NamesOf(Named(name))]);

    public static AuditRecord Audited(string id) => new(id, Noon, "healer", "fix.applied", "orders", "restarted");

    protected static void AssertSame(Learning expected, Learning actual)
    {
        Assert.Equal(expected.Names.Order(StringComparer.Ordinal), actual.Names.Order(StringComparer.Ordinal));
        Assert.Equal(expected with { Names = [] }, actual with { Names = [] });
    }

    private static Learning Learned(string id, IReadOnlyList<string> names) => new() { Id = id, Names = names, Problem = "Orders fail.", Fix = "Restart.", At = Noon };

    private static FixOutcome Tried(string id, string learning, bool worked, int second) => new(id, learning, worked, Noon.AddSeconds(second));

    private static async Task<(long Errors, long Seen, long Occurrences)> CountsAsync(IPatternStore store)
    {
        StoreCounts counts = await store.CountAsync();
        return (counts.Errors, counts.Seen, counts.Occurrences);
    }
}
