using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Tests.Spans;

public sealed class TraceTests
{
    [Fact]
    public void Self_time_is_what_no_part_covers_even_where_parts_run_side_by_side()
    {
        Trace trace = Trace.Of([Span(1, 0, 0, 100), Span(2, 1, 10, 40), Span(3, 1, 30, 40), Span(4, 1, 80, 50)]);

        Assert.Equal([20, 40, 40, 50], trace.SelfTime.ToArray()); // 0–10 and 70–80 are its own
    }

    [Fact]
    public void The_critical_path_leaves_out_what_ran_beside()
    {
        Trace trace = Trace.Of([Span(1, 0, 0, 100), Span(2, 1, 5, 30), Span(3, 1, 10, 80), Span(4, 3, 20, 30), Span(5, 3, 55, 30)]);

        Assert.Equal([1UL, 3, 4, 5], trace.CriticalPath().Select(place => trace.Spans[place].Id.Value));
    }

    [Fact]
    public void Spans_in_a_circle_are_cut_and_a_double_counts_once()
    {
        Trace trace = Trace.Of([Span(1, 2, 0, 10), Span(2, 1, 1, 5), Span(2, 1, 1, 5), Span(3, 3, 2, 1)]);

        Assert.Equal(3, trace.Spans.Length);
        Assert.Contains(-1, trace.Parents.ToArray());
        Assert.NotEmpty(trace.CriticalPath());
    }

    [Fact]
    public void Any_spans_make_a_tree_whose_self_times_lie_within_their_durations() => Prop.ForAll<(byte Id, byte Parent, byte Start, byte Length)[]>(given =>
    {
        if (given.Length == 0)
            return true;
        Trace trace = Trace.Of(given.Select(one => Span(one.Id + 1UL, one.Parent, one.Start, one.Length)));
        for (int i = 0; i < trace.Spans.Length; i++)
        {
            int steps = 0;
            for (int at = i; at >= 0; at = trace.Parents[at])
            {
                if (++steps > trace.Spans.Length)
                    return false;
            }

            if (trace.SelfTime[i] < 0 || trace.SelfTime[i] > trace.Spans[i].Duration)
                return false;
        }

        return trace.CriticalPath().Length > 0;
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_trace_is_whole_when_its_first_span_came_and_no_other_for_a_while()
    {
        var assembler = new TraceAssembler();
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        assembler.Add(Span(2, 1, 0, 5), now);

        Assert.Empty(assembler.Take(now.AddSeconds(10)));
        assembler.Add(Span(1, 0, 0, 10), now.AddSeconds(10));
        Assert.Empty(assembler.Take(now.AddSeconds(11)));
        Assert.Equal(2, Assert.Single(assembler.Take(now.AddSeconds(13))).Spans.Length);
        Assert.Equal(0, assembler.Waiting);
    }

    [Fact]
    public void A_trace_without_a_first_span_is_given_after_long()
    {
        var assembler = new TraceAssembler();
        assembler.Add(Span(2, 1, 0, 5), DateTimeOffset.UnixEpoch);

        Assert.Single(assembler.Take(DateTimeOffset.UnixEpoch.AddSeconds(40)));
    }

    private static Span Span(ulong id, ulong parent, long start, long length) =>
        new(new TraceId(1), new SpanId(id), new SpanId(parent), "orders", "work", start, length);
}
