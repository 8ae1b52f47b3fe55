using System.Buffers;
using System.Globalization;
using System.Text;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.AspNetCore.Dashboard.Pages;

namespace Prunella.AspNetCore.Dashboard.Live;

/// <summary>The changes of one page. Written by one, read by any number of viewers: each change is made into bytes once.</summary>
/// <remarks>
/// It holds the newest content of each part, not a queue of changes. A viewer says how far it is and takes what is newer: one who is slow,
/// or comes back after a while, skips what was in between and misses nothing.
/// </remarks>
/// <param name="epoch">Unique to this channel: versions begin anew with each.</param>
/// <param name="compose">Puts the page together.</param>
/// <param name="newWriter">Makes a writer of markup.</param>
internal sealed class LiveChannel(string epoch, Func<CancellationToken, ValueTask<IReadOnlyList<Part>>> compose, Func<HtmlWriter> newWriter)
{
    private Dictionary<string, LiveFrame> _frames = new(StringComparer.Ordinal);
    private TaskCompletionSource _news = NewSource();
    private LiveUpdate _newest = new(0, 0, []);
    private long _version;
    private int _viewers;

    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Completes with the next change or heartbeat. Take it before <see cref="After"/>, and nothing is missed.</summary>
    public Task News => Volatile.Read(ref _news).Task;

    public void Join() => Interlocked.Increment(ref _viewers);

    public void Leave() => Interlocked.Decrement(ref _viewers);

    /// <summary>What is newer than a version, oldest first, in one piece: viewers who are equally far, and most are, share it.</summary>
    public LiveUpdate After(long version)
    {
        Dictionary<string, LiveFrame> frames = Volatile.Read(ref _frames);
        LiveUpdate newest = Volatile.Read(ref _newest);
        long latest = frames.Count == 0 ? 0 : frames.Values.Max(static frame => frame.Version);
        if (newest.From == version && newest.To == latest)
            return newest;
        byte[] wire = [.. frames.Values.Where(frame => frame.Version > version).OrderBy(static frame => frame.Version).SelectMany(static frame => frame.Wire)];
        var update = new LiveUpdate(version, latest, wire);
        if (version > 0)
            Volatile.Write(ref _newest, update);
        return update;
    }

    /// <summary>The id of the event that brings a version.</summary>
    public string IdOf(long version) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{version}");

    /// <summary>How far a viewer is who names the id of the last event it got; 0 for a stranger's id.</summary>
    public long VersionOf(string? id) =>
        id is not null && id.StartsWith(epoch + "-", StringComparison.Ordinal) && long.TryParse(id.AsSpan(epoch.Length + 1), CultureInfo.InvariantCulture, out long version) ? version : 0;

    /// <summary>Composes the page anew and announces the parts that changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Part> parts = await compose(cancellationToken);
        var frames = new Dictionary<string, LiveFrame>(StringComparer.Ordinal);
        bool changed = false;
        foreach (Part part in parts)
        {
            HtmlWriter writer = newWriter();
            part.Write(writer);
            byte[] content = writer.ToUtf8();
            if (_frames.TryGetValue(part.Name, out LiveFrame? old) && content.AsSpan().SequenceEqual(old.Content))
            {
                frames[part.Name] = old;
                continue;
            }

            long version = ++_version;
            frames[part.Name] = new LiveFrame(version, content, Wire(IdOf(version), part.Name, content));
            changed = true;
        }

        Volatile.Write(ref _frames, frames);
        if (changed)
            Announce();
    }

    /// <summary>Wakes every viewer: there is news, or it is time for a sign of life.</summary>
    public void Announce() => Interlocked.Exchange(ref _news, NewSource()).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A line break within the markup would end the line of the event.
    private static byte[] Wire(string id, string part, ReadOnlySpan<byte> content)
    {
        var wire = new ArrayBufferWriter<byte>(content.Length + 64);
        _ = Encoding.UTF8.GetBytes($"id: {id}\nevent: part\ndata: {part}\n", wire);
        foreach (Range line in content.Split((byte)'\n'))
        {
            wire.Write("data: "u8);
            wire.Write(content[line]);
            wire.Write("\n"u8);
        }

        wire.Write("\n"u8);
        return wire.WrittenSpan.ToArray();
    }
}
