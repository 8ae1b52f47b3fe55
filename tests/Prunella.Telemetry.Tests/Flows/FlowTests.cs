using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Flows;

namespace Prunella.Telemetry.Tests.Flows;

public sealed class FlowTests : IDisposable
{
    private static readonly string[] Letters = ["a", "b", "c", "x"];

    /// <summary>a, then b and c in any order, then silently the end.</summary>
    private static readonly PetriNet Parallel = new(
        6,
        [
            new NetTransition("a", [0], [1, 2]), new NetTransition("b", [1], [3]), new NetTransition("c", [2], [4]), new NetTransition(null, [3, 4], [5]),
        ],
        [1, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 1]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prunella-flows-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_followed_what_is_counted_over_all_cases()
    {
        DirectlyFollowsGraph graph = DirectlyFollowsGraph.Of(EventLog.Of([["a", "b"], ["a", "b", "b"], []]));
        Assert.Equal(2, graph.Edges[("a", "b")]);
        Assert.Equal(1, graph.Edges[("b", "b")]);
        Assert.Equal(2, graph.Starts["a"]);
        Assert.Equal(2, graph.Ends["b"]);
    }

    [Theory]
    [InlineData("a b c", 0)]
    [InlineData("a c b", 0)]
    [InlineData("a b", 1)]
    [InlineData("a b x c", 1)]
    [InlineData("b a c", 2)]
    [InlineData("x x", 5)]
    [InlineData("", 3)]
    public void An_alignment_has_as_few_deviations_as_can_be(string steps, int deviations)
    {
        string[] course = steps.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Alignment alignment = new FlowAligner(Parallel).Align(course);
        Assert.Equal(deviations, alignment.Moves.Count(static move => move.IsDeviation));
        Assert.Equal(course, alignment.Moves.Select(static move => move.InCase).OfType<string>());
        Assert.Equal(1 - (deviations / (course.Length + 3.0)), alignment.Fitness, 9);
    }

    [Fact]
    public void The_step_that_was_left_out_is_named() =>
        Assert.Equal(new AlignmentMove(null, "c"), Assert.Single(new FlowAligner(Parallel).Align(["a", "b"]).Moves, static move => move.IsDeviation));

    [Fact]
    public void Alignments_agree_with_trying_every_course() => Prop.ForAll(
        Gen.Elements(Letters).ListOf().ToArbitrary(),
        static steps =>
        {
            string[][] courses = [["a", "b", "c"], ["a", "c", "b"]];
            int fewest = courses.Min(course => steps.Count + course.Length - (2 * Common([.. steps], course)));
            return new FlowAligner(Parallel).Align([.. steps]).Cost / FlowAligner.DeviationCost == fewest;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_flow_that_can_not_end_is_refused() => Assert.Throws<InvalidDataException>(() => new FlowAligner(Parallel with { Final = [0, 0, 0, 0, 0, 2] }));

    [Fact]
    public void A_flow_that_grows_without_end_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new FlowAligner(new PetriNet(2, [new NetTransition("a", [0], [0, 1])], [1, 0], [0, 1])));

    [Theory]
    [InlineData("log.csv", "case,activity\n1,\"a, \"\"b\"\"\"\n2,c\n1,d\n")]
    [InlineData("log.csv.gz", "case,activity\n1,\"a, \"\"b\"\"\"\n2,c\n1,d\n")]
    [InlineData("log.xes", "<log><trace><string key='concept:name' value='1'/><event><string key='concept:name' value='a, &quot;b&quot;'/></event><event><string key='concept:name' value='d'/></event></trace><trace><event><string key='concept:name' value='c'/></event></trace></log>")]
    public void Logs_are_read_from_each_format(string name, string text)
    {
        EventLog log = EventLogReader.Read(Written(name, text));
        Assert.Equal(2, log.Cases);
        Assert.Equal(3, log.Events);
        Assert.Equal(1, DirectlyFollowsGraph.Of(log).Edges[("a, \"b\"", "d")]);
    }

    [Theory]
    [InlineData("log.csv", "")]
    [InlineData("log.csv", "a,b\n1,2\n")]
    [InlineData("log.csv", "case,activity\n1\n")]
    [InlineData("log.xes", "<log><trace><event></event></trace></log>")]
    [InlineData("log.xes", "<!DOCTYPE log [<!ENTITY a 'x'>]><log/>")]
    [InlineData("log.xes", "<log><trace>")]
    [InlineData("log.txt", "x")]
    [InlineData("log.csv.xz", "this is not packed")]
    public void A_damaged_log_is_refused_with_a_message(string name, string text) =>
        Assert.NotEmpty(Assert.Throws<InvalidDataException>(() => EventLogReader.Read(Written(name, text))).Message);

    [Fact]
    public void A_net_is_read_with_its_silent_steps_and_its_end()
    {
        PetriNet net = PnmlReader.Read(Written("net.pnml", """
            <pnml><net id="n"><page id="p">
              <place id="start"><initialMarking><text>1</text></initialMarking></place><place id="end"/><place id="mid"/>
              <transition id="t1"><name><text>pay</text></name></transition>
              <transition id="t2"><name><text>skip</text></name><toolspecific tool="ProM" version="6.4" activity="$invisible$"/></transition>
              <arc source="start" target="t1"/><arc source="t1" target="mid"/><arc source="mid" target="t2"/><arc source="t2" target="end"/>
            </page></net></pnml>
            """));
        Assert.Equal(["pay", null], net.Transitions.Select(static transition => transition.Activity));
        Assert.Equal([0, 1, 0], net.Final.ToArray());
        Assert.Equal(1, new FlowAligner(net).Align(["pay"]).Fitness);
    }

    [Theory]
    [InlineData("<pnml><net><arc source='x' target='y'/></net></pnml>")]
    [InlineData("<pnml><net><place/></net>")]
    [InlineData("<pnml><net><place id='p'><initialMarking><text>many</text></initialMarking></place></net></pnml>")]
    [InlineData("<pnml><net><place id='p'/><transition id='t'/><transition id='t'/></net></pnml>")]
    [InlineData("<pnml><net><place id='p'/><place id='p'/><transition id='t'/></net></pnml>")]
    public void A_damaged_net_is_refused(string text) => Assert.Throws<InvalidDataException>(() => PnmlReader.Read(Written("net.pnml", text)));

    private static int Common(string[] a, string[] b)
    {
        var best = new int[a.Length + 1, b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            for (int k = 1; k <= b.Length; k++)
                best[i, k] = a[i - 1] == b[k - 1] ? best[i - 1, k - 1] + 1 : Math.Max(best[i - 1, k], best[i, k - 1]);
        }

        return best[a.Length, b.Length];
    }

    private string Written(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        using FileStream file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
