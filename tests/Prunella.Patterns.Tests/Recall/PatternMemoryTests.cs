using Prunella.Patterns.Embeddings;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Tests.Embeddings;
using Prunella.Patterns.Tests.Stores;
using static Prunella.Patterns.Tests.Stores.PatternStoreContract;

namespace Prunella.Patterns.Tests.Recall;

public sealed class PatternMemoryTests : IDisposable
{
    private readonly ManualTime _clock = new(Noon);
    private readonly AwayStore _store;
    private readonly EmbeddingServer _server = new();
    private readonly HttpClient _client = new();

    public PatternMemoryTests() => _store = new AwayStore(new InMemoryPatternStore(new StoreOptions { Project = "shop", Time = _clock }));

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task An_error_is_known_by_each_of_its_names_and_the_answer_says_by_which()
    {
        using PatternMemory memory = Memory();
        _ = await memory.LearnAsync(Learned("one", "a"));

        foreach ((Fingerprint like, RecallTier tier) in new[]
        {
            (Named("a"), RecallTier.Exact), (Named("x") with { Core = Named("a").Core }, RecallTier.Core), (Named("y") with { Template = Named("a").Template }, RecallTier.Template),
        })
        {
            Recollection found = Assert.Single((await memory.RecallAsync(like)).Found);
            Assert.Equal((tier, "one"), (found.Tier, found.Learning.Id));
            Assert.Contains("not tried yet", found.Why, StringComparison.Ordinal);
        }

        Assert.Empty((await memory.RecallAsync(Named("z"))).Found);
    }

    [Fact]
    public async Task The_process_answers_without_the_store_until_the_answer_is_old_or_something_is_learned()
    {
        using PatternMemory memory = Memory();
        _ = await memory.LearnAsync(Learned("one", "a"));
        Assert.False(memory.TryRecall(Named("a"), out _));
        _ = await memory.RecallAsync(Named("a"));

        Assert.True(memory.TryRecall(Named("a"), out RecallAnswer answer));
        Assert.Equal("one", Assert.Single(answer.Found).Learning.Id);
        _ = await memory.RecordAsync(new FixOutcome("o", "one", true, Noon));
        Assert.False(memory.TryRecall(Named("a"), out _));
        Assert.Equal(1, (await memory.RecallAsync(Named("a"))).Found[0].Learning.Successes);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.False(memory.TryRecall(Named("a"), out _));
    }

    [Fact]
    public async Task A_look_into_the_process_allocates_nothing()
    {
        using PatternMemory memory = Memory();
        _ = await memory.LearnAsync(Learned("one", "a"));
        Fingerprint name = Named("a");
        _ = await memory.RecallAsync(name);
        _ = memory.TryRecall(name, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool known = memory.TryRecall(name, out _);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(known);
    }

    [Fact]
    public async Task The_process_keeps_no_more_answers_than_it_may()
    {
        using PatternMemory memory = Memory(new RecallOptions { MostCached = 16, Time = _clock });
        for (int i = 0; i < 200; i++)
            _ = await memory.RecallAsync(Named($"n{i}"));

        Assert.InRange(Enumerable.Range(0, 200).Count(i => memory.TryRecall(Named($"n{i}"), out _)), 8, 16);
        Assert.True(memory.TryRecall(Named("n199"), out _));
    }

    [Fact]
    public async Task A_fix_that_did_not_help_falls_behind_one_that_did()
    {
        using PatternMemory memory = Memory();
        _ = await memory.LearnAsync(Learned("exact", "a"));
        _ = await memory.LearnAsync(Learned("core", "b") with { Names = [Named("a").Core] });
        Assert.Equal(["exact", "core"], (await memory.RecallAsync(Named("a"))).Found.Select(static found => found.Learning.Id));

        for (int i = 0; i < 4; i++)
        {
            _ = await memory.RecordAsync(new FixOutcome($"e{i}", "exact", false, Noon));
            _ = await memory.RecordAsync(new FixOutcome($"c{i}", "core", true, Noon));
        }

        IReadOnlyList<Recollection> found = (await memory.RecallAsync(Named("a"))).Found;
        Assert.Equal(["core", "exact"], found.Select(static each => each.Learning.Id));
        Assert.Contains("helped 4 of 4 times", found[0].Why, StringComparison.Ordinal);
        Assert.True(found[0].Confidence.AtLeast > 0.5 && found[1].Confidence.AtLeast == 0);
    }

    [Fact]
    public async Task Without_a_model_words_decide_and_the_answer_says_so()
    {
        using PatternMemory memory = new(_store, options: Options);
        await TeachAsync(memory);

        RecallAnswer answer = await memory.SearchAsync("why is there no space left on the disk", 2);

        Assert.Equal("disk", answer.Found[0].Learning.Id);
        Assert.Equal(RecallTier.Lexical, answer.Found[0].Tier);
        Assert.Contains("words alone", answer.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_of_the_pen_is_forgiven()
    {
        using PatternMemory memory = new(_store, options: Options);
        await TeachAsync(memory);

        Assert.Equal("tls", (await memory.SearchAsync("cetrificate of the brokr", 1)).Found[0].Learning.Id);
    }

    [Fact]
    public async Task With_a_model_a_question_finds_what_means_the_same_in_other_words()
    {
        using PatternMemory memory = Memory();
        await TeachAsync(memory);

        RecallAnswer answer = await memory.SearchAsync("everything is starved", 1);

        Recollection found = Assert.Single(answer.Found);
        Assert.Equal(("pool", RecallTier.Semantic), (found.Learning.Id, found.Tier));
        Assert.Contains("means nearly the same", found.Why, StringComparison.Ordinal);
        Assert.Null(answer.Note);
    }

    [Fact]
    public async Task Where_there_are_many_learnings_the_store_compares_their_meanings_and_its_vectors_are_not_read()
    {
        using PatternMemory memory = Memory(Options with { MostMeanings = 2 });
        await TeachAsync(memory);
        _store.Near = [new NearLearning("tls", 0.9)];

        RecallAnswer answer = await memory.SearchAsync("everything is starved", 1);

        Recollection found = Assert.Single(answer.Found);
        Assert.Equal(("tls", RecallTier.Semantic), (found.Learning.Id, found.Tier));
        Assert.StartsWith("it means nearly the same (cosine 0.90)", found.Why, StringComparison.Ordinal);
        Assert.Equal(0, _store.VectorReads);
    }

    [Fact]
    public async Task Where_there_are_many_learnings_and_the_store_can_not_compare_their_vectors_are_read_once()
    {
        using PatternMemory memory = Memory(Options with { MostMeanings = 2 });
        await TeachAsync(memory);

        Assert.Equal("pool", (await memory.SearchAsync("everything is starved", 1)).Found[0].Learning.Id);
        int reads = _store.VectorReads;
        Assert.Equal("pool", (await memory.SearchAsync("everything is starved", 1)).Found[0].Learning.Id);

        Assert.InRange(reads, 1, 2); // a page, and an empty one
        Assert.Equal(reads, _store.VectorReads);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(200, "{")]
    public async Task A_model_that_fails_is_told_of_and_words_decide(int status, string? wrong)
    {
        using PatternMemory memory = Memory();
        await TeachAsync(memory);
        (_server.Status, _server.Wrong) = (status, wrong);

        RecallAnswer answer = await memory.SearchAsync("no space left on the disk", 1);

        Assert.Equal("disk", answer.Found[0].Learning.Id);
        Assert.Contains("model failed", answer.Note, StringComparison.Ordinal);
        Assert.True(await memory.LearnAsync(Learned("new", "n"))); // learned all the same
    }

    [Fact]
    public async Task Neither_the_store_nor_the_model_is_given_secrets()
    {
        const string secret = "AKIAQ3EGRIVNZCUKT7XB";
        using PatternMemory memory = Memory();
        _ = await memory.LearnAsync(Learned("one", "a") with { Problem = $"the disk is full of aws_access_key_id={secret}" });
        _ = await memory.SearchAsync($"aws_access_key_id={secret} the disk is full");

        Assert.Equal(2, _server.Asked.Count);
        Assert.All(_server.Asked, static body => Assert.DoesNotContain(secret, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_another_process_learns_is_found_after_a_while_and_what_it_means_too()
    {
        using PatternMemory memory = Memory(), other = Memory();
        await TeachAsync(memory);
        _ = await memory.SearchAsync("queue", 1);
        _ = await other.LearnAsync(Learned("queue", "q") with { Problem = "The backlog grows." });

        Assert.DoesNotContain((await memory.SearchAsync("the queue is long", 5)).Found, static found => found.Learning.Id == "queue");
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("queue", (await memory.SearchAsync("the queue is long", 1)).Found[0].Learning.Id);
    }

    [Fact]
    public async Task What_is_known_by_name_comes_before_what_is_alike()
    {
        using PatternMemory memory = Memory();
        await TeachAsync(memory);
        _ = await memory.LearnAsync(Learned("one", "a") with { Names = [Named("a").Template] });

        RecallAnswer answer = await memory.RecallAsync(Named("a"), "no space left on the disk", 3);

        Assert.Equal([RecallTier.Template, RecallTier.Semantic], answer.Found.Take(2).Select(static found => found.Tier));
        Assert.Equal(["one", "disk"], answer.Found.Take(2).Select(static found => found.Learning.Id));
    }

    private RecallOptions Options => new() { Time = _clock };

    // The clock of the options stands still: so no patience ends.
    private PatternMemory Memory(RecallOptions? options = null) =>
        new(_store, new OpenAiEmbeddingGenerator(_client, new OpenAiEmbeddingOptions { Address = _server.Address }), options ?? Options);

    private static async Task TeachAsync(PatternMemory memory)
    {
        _ = await memory.LearnAsync(Learned("pool", "p") with { Problem = "All connections of the pool are in use.", Fix = "Make it larger." });
        _ = await memory.LearnAsync(Learned("disk", "d") with { Problem = "The disk is full.", Fix = "Remove old logs to make space." });
        _ = await memory.LearnAsync(Learned("tls", "t") with { Problem = "The certificate of the broker has expired.", Fix = "Renew it." });
    }
}
