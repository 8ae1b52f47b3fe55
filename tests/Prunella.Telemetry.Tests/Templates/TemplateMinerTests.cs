using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Tests.Templates;

public sealed class TemplateMinerTests
{
    private static readonly string[] Users = ["alice", "bob", "root", "admin", "oracle", "Eve Adams"];
    private static readonly string[] Circuits = ["mail", "pricing"];

    [Theory]
    [InlineData("connection from 10.0.0.1:5000 closed", "connection from <*> closed")]
    [InlineData("took 12 ms", "took <*> ms")]
    [InlineData("GET /api/orders/7 gave 200", "<*> gave <*>")]
    [InlineData("\"GET /api/orders/7 HTTP/1.1\" 200", "\"GET <*>\" <*>")]
    [InlineData("uid=0 user=root tty=", "uid=<*> user=<*> tty=")]
    [InlineData("blocks 1, 2, 3 and 4", "blocks <*> and <*>")]
    [InlineData("Search for 'red shoes' gave none", "Search for '<*>' gave none")]
    [InlineData("it's o'neill who can't", "it's o'neill who can't")]
    [InlineData("snapshot {\"Sku\":\"A\",\"Left\":2}", "snapshot <*>")]
    [InlineData("ready=true, canceled false", "ready=<*>, canceled <*>")]
    [InlineData("Ausführung für Ünal beendet", "Ausführung für Ünal beendet")]
    [InlineData("read C:\\temp\\a.txt", "read <*>")]
    [InlineData("sent 1.36 KB to www.some.example:80", "sent <*> to <*>")]
    public void What_looks_like_a_value_is_one(string message, string template) => Assert.Equal(template, Assert.Single(Mine([message]).Templates).Text);

    [Fact]
    public void A_word_that_takes_many_forms_in_one_place_is_a_value()
    {
        TemplateCatalog catalog = Mine(Users.SelectMany(static user => Enumerable.Range(0, 3).Select(i => $"Order {i} placed by {user} with {i} items")));
        Template template = Assert.Single(catalog.Templates);
        Assert.Equal("Order <*> placed by <*> with <*> items", template.Text);
        Assert.Equal(18, template.Count);
        Assert.Contains(template.Reasons, static reason => reason.Contains("of one place", StringComparison.Ordinal) || reason.Contains("in one place", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_wordings_stay_two_templates() =>
        Assert.Equal(["VM Paused", "VM Started"], Mine(["VM Started", "VM Paused", "VM Started", "VM Paused"]).Templates.Select(static t => t.Text));

    [Fact]
    public void A_number_in_a_name_that_never_changes_belongs_to_the_template() =>
        Assert.Equal("login by <*> over ssh2", Assert.Single(Mine(Enumerable.Range(0, 9).Select(static i => $"login by {i} over ssh2")).Templates).Text);

    [Fact]
    public void A_template_that_the_log_names_is_taken_as_it_is()
    {
        var miner = new TemplateMiner();
        int shape = miner.ObserveGiven("Order {OrderId} paid"u8);
        miner.Observe("Order 7 paid"u8);
        TemplateCatalog catalog = miner.Build();
        Assert.Equal("Order {OrderId} paid", catalog[miner.KeyOf(shape)].Text);
        Assert.True(catalog[miner.KeyOf(shape)].IsGiven);
        Assert.Equal(2, catalog.Templates.Count);
    }

    [Fact]
    public void The_values_of_a_message_are_given_as_places_in_it()
    {
        var miner = new TemplateMiner();
        byte[] message = "job 17 of batch took 3.5 s"u8.ToArray();
        miner.Observe(message);
        Assert.Equal(["17", "3.5"], miner.Values.ToArray().Select(value => Encoding.UTF8.GetString(message, value.Start, value.Length)));
    }

    [Fact]
    public void Neither_order_nor_sharing_among_miners_changes_the_templates() => Prop.ForAll(
        Gen.Elements(Messages()).ListOf(200).ToArbitrary(),
        Gen.Choose(1, 5).ToArbitrary(),
        static (messages, shards) =>
        {
            TemplateCatalog whole = Mine(messages);
            TemplateMiner[] miners = [.. Enumerable.Range(0, shards).Select(static _ => new TemplateMiner())];
            int next = 0;
            foreach (string message in Enumerable.Reverse(messages))
                miners[next++ % shards].Observe(Encoding.UTF8.GetBytes(message));
            var joined = new TemplateMiner();
            foreach (TemplateMiner miner in miners)
                joined.Absorb(miner);
            return Describe(whole).SequenceEqual(Describe(joined.Build()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Ids_are_the_same_in_every_run() => Assert.Equal(Mine(["took 5 ms"]).Templates[0].Id, Mine(["took 9 ms", "took 7 ms"]).Templates[0].Id);

    [Fact]
    public void Beyond_the_limit_messages_are_counted_together_and_none_is_lost()
    {
        var miner = new TemplateMiner(maxShapes: 10);
        for (int i = 0; i < 1000; i++)
            miner.Observe(Encoding.UTF8.GetBytes(new string((char)('a' + (i % 26)), 1 + (i / 26))));
        TemplateCatalog catalog = miner.Build();
        Assert.Equal(11, miner.ShapeCount);
        Assert.Equal(1000, catalog.Templates.Sum(static template => template.Count));
    }

    [Fact]
    public void A_known_skeleton_allocates_nothing()
    {
        var miner = new TemplateMiner();
        byte[] message = "connection from 10.0.0.1:5000 closed after 'a b' and 3 s"u8.ToArray();
        for (int i = 0; i < 100; i++)
            miner.Observe(message); // the runtime itself may allocate while code is new
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            miner.Observe(message);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Any_bytes_are_taken() => Prop.ForAll<byte[]>(static bytes =>
    {
        var miner = new TemplateMiner();
        miner.Observe(bytes);
        return miner.Build().Templates.Count == 1 && miner.Values.ToArray().All(value => value.Start >= 0 && value.Start + value.Length <= bytes.Length);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_message_of_a_megabyte_is_looked_at_in_part()
    {
        var miner = new TemplateMiner();
        miner.Observe(Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Repeat("word", 250_000))));
        miner.Observe(new byte[1_000_000]);
        miner.Observe(Encoding.UTF8.GetBytes(new string('"', 1_000_000)));
        Assert.Equal(3, miner.Build().Templates.Sum(static template => template.Count));
    }

    private static string[] Messages() =>
    [
        .. Users.Select(static user => $"session opened for user {user} by (uid=0)"),
        .. Users.Select(static user => $"Failed password for {user} from 10.0.0.7 port 22 ssh2"),
        .. Circuits.SelectMany(static name => new[] { $"Circuit {name} closed", $"Circuit {name} opened after 3 failures" }),
        "cache hit", "cache miss", "estimated size 2.1 KB, free 3 MB", "a=1", "",
    ];

    private static TemplateCatalog Mine(IEnumerable<string> messages)
    {
        var miner = new TemplateMiner();
        foreach (string message in messages)
            miner.Observe(Encoding.UTF8.GetBytes(message));
        return miner.Build();
    }

    private static IEnumerable<(string, string, long)> Describe(TemplateCatalog catalog) => catalog.Templates.Select(static t => (t.Id, t.Text, t.Count));
}
