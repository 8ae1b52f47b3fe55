using System.Globalization;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Journal;

namespace Prunella.AspNetCore.Dashboard.Live;

/// <summary>Watches the journal for all viewers together, and refreshes the pages that somebody looks at. While nobody looks it does nothing.</summary>
internal sealed class Broadcaster(IJournalReader journal, Func<HtmlWriter> newWriter, int maxViewers, TimeProvider time, Action<Exception> onFault)
{
    private const int MaxChannels = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveChannel> _channels = new(StringComparer.Ordinal);
    private readonly string _epoch = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    private int _made;
    private int _viewers;
    private bool _running;
    private TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The least time between two refreshes: what happens within it is shown together.</summary>
    public static TimeSpan Gap { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a refresh waits after a fact for those that come with it: few things happen alone.</summary>
    public static TimeSpan Gathering { get; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Without any fact, pages are refreshed this often: budgets refill and processes grow without one.</summary>
    public static TimeSpan Pace { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How many paces lie between two signs of life to each viewer.</summary>
    public const int PacesPerHeartbeat = 7;

    /// <summary>Viewers at this moment.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Joins the viewers of a page.</summary>
    /// <param name="key">The page, its parameters, and what its viewer may do.</param>
    /// <param name="compose">Puts it together.</param>
    /// <returns>Null where there are too many viewers or pages. <see cref="Leave"/> it in the end.</returns>
    public LiveChannel? TryJoin(string key, Func<CancellationToken, ValueTask<IReadOnlyList<Part>>> compose)
    {
        lock (_lock)
        {
            if (_viewers >= maxViewers)
                return null;
            if (!_channels.TryGetValue(key, out LiveChannel? channel))
            {
                if (_channels.Count >= MaxChannels)
                    return null;
                _channels[key] = channel = new LiveChannel($"{_epoch}-{++_made}", compose, newWriter);
                _ = _joined.TrySetResult();
            }

            channel.Join();
            _viewers++;
            if (!_running)
            {
                _running = true;
                _ = Task.Run(RunAsync);
            }

            return channel;
        }
    }

    public void Leave(string key, LiveChannel channel)
    {
        lock (_lock)
        {
            channel.Leave();
            _viewers--;
            if (channel.Viewers == 0)
                _ = _channels.Remove(key);
        }
    }

    private async Task RunAsync()
    {
        using JournalSubscription news = journal.Subscribe(64);
        Task<bool> fact = news.Entries.WaitToReadAsync().AsTask();
        bool more = true;
        for (int pace = 1; ; pace++)
        {
            if (Current(out Task joined) is not { Length: > 0 } channels)
                return;
            long began = time.GetTimestamp();
            foreach (LiveChannel channel in channels)
                await RefreshAsync(channel, heartbeat: pace % PacesPerHeartbeat == 0);

            // Whatever is looked at, however much happens: viewers never get more than a tenth of a core.
            TimeSpan rest = time.GetElapsedTime(began) * 9;
            await Task.Delay(rest > Gap ? rest : Gap, time);
            _ = await (more ? Task.WhenAny(fact, joined, Task.Delay(Pace, time)) : Task.WhenAny(joined, Task.Delay(Pace, time)));
            if (more && fact.IsCompleted)
            {
                more = await fact;
                await Task.Delay(Gathering, time);
                while (news.Entries.TryRead(out _))
                {
                    // What it says is read from the picture: here it only wakes.
                }

                fact = news.Entries.WaitToReadAsync().AsTask();
            }
        }
    }

    // The decision to end falls under the lock that a new viewer takes to see whether it runs.
    private LiveChannel[] Current(out Task joined)
    {
        lock (_lock)
        {
            if (_joined.Task.IsCompleted)
                _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
            joined = _joined.Task;
            LiveChannel[] channels = [.. _channels.Values];
            _running = channels.Length > 0;
            return channels;
        }
    }

    private async Task RefreshAsync(LiveChannel channel, bool heartbeat)
    {
        try
        {
            await channel.RefreshAsync(CancellationToken.None);
        }
        catch (Exception error)
        {
            onFault(error); // this page stays as it was; the others go on
        }

        if (heartbeat)
            channel.Announce();
    }
}
