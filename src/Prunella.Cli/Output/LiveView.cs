using Prunella.Journal;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Output;

/// <summary>The live table of <c>watch</c>: the components, the open incidents, and below them the last events, as many as fit.</summary>
/// <remarks>Draws on the terminal's second screen, so that the first is as it was when the watch ends; overwrites in place, so that nothing flickers.</remarks>
/// <param name="output">The terminal.</param>
/// <param name="size">Its columns and rows at this moment.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveView(TextWriter output, Func<(int Width, int Height)> size, TimeProvider time)
{
    private const int MostEvents = 200;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly Queue<JournalEntry> _events = new();
    private AgentStatus? _status;
    private long _missed;

    public async Task ShowAsync(IAsyncEnumerable<AgentReply> replies, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using IAsyncEnumerator<AgentReply> stream = replies.GetAsyncEnumerator(end.Token);
        using var timer = new PeriodicTimer(Refresh, time);
        Task<bool> next = stream.MoveNextAsync().AsTask();
        output.Write("\e[?1049h\e[?25l");
        try
        {
            Task<bool> tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            while (true)
            {
                Task<bool> done = await Task.WhenAny(next, tick);
                if (done == next)
                {
                    if (!await next)
                        return;
                    Take(stream.Current);
                    next = stream.MoveNextAsync().AsTask();
                }
                else
                {
                    _ = await tick;
                    tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
                }

                // What has come already is taken before it is drawn: a burst of events is one picture.
                if (!next.IsCompleted)
                    Draw();
            }
        }
        finally
        {
            output.Write("\e[?25h\e[?1049l");
            output.Flush();
            // An enumerator may be disposed of only between two steps.
            await end.CancelAsync();
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Take(AgentReply reply)
    {
        switch (reply)
        {
            case StatusReply { Status: var status }:
                _status = status;
                break;
            case MissedReply missed:
                _missed += missed.Count;
                break;
            case EntryReply { Entry: var entry }:
                _events.Enqueue(entry);
                while (_events.Count > MostEvents)
                    _ = _events.Dequeue();
                break;
        }
    }

    private void Draw()
    {
        if (_status is null)
            return;
        (int width, int height) = size();
        List<string> lines = Lines(StatusReport.Of(_status with { At = time.GetUtcNow() }, width), width);
        int room = height - lines.Count - 3;
        if (room > 0 && _events.Count > 0)
        {
            List<string> events = Lines(Events(room), width);
            lines.Add(string.Empty);
            lines.AddRange(events.Count <= room + 1 ? events : events.Take(1).Concat(events.Skip(events.Count - room)));
        }

        output.Write("\e[H");
        foreach (string line in lines.Take(height - 1))
            output.Write($"{line}\e[K\n");
        output.Write("\e[J");
        output.Flush();
    }

    private Report Events(int count) => new Report()
        .Line(new Words($"Events{(_missed > 0 ? $" ({_missed} missed)" : string.Empty)}", Tone.Strong))
        .Table([], _events.TakeLast(count).Select(entry => new Words[]
        {
            new(Phrase.TimeOfDay(entry.Time, time.LocalTimeZone), Tone.Muted),
            new(entry.Event.Component?.Value ?? "prunella", Tone.Strong),
            EventPhrase.Of(entry.Event),
        }));

    private static List<string> Lines(Report report, int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new SpectreReportWriter(text, width).Write(report);
        return [.. text.ToString().TrimEnd('\n').Split('\n')];
    }
}
