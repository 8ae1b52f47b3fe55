using System.Globalization;

namespace Prunella.Bench.Supervisor;

/// <summary>The stamps of one supervisor's children, in the order they began.</summary>
/// <param name="path">The file.</param>
/// <param name="hasEnded">Whether the supervisor itself has ended: then no stamp will come.</param>
internal sealed class StampFile(string path, Func<bool> hasEnded)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public string Path { get; } = path;

    /// <summary>Waits until there are at least so many stamps.</summary>
    /// <exception cref="TimeoutException">They did not come in time, or the supervisor has ended.</exception>
    public async Task<IReadOnlyList<Stamp>> WaitAsync(int count, TimeSpan limit, CancellationToken cancellationToken)
    {
        long begin = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            IReadOnlyList<Stamp> stamps = Parse(File.Exists(Path) ? await File.ReadAllTextAsync(Path, cancellationToken) : "");
            if (stamps.Count >= count)
                return stamps;
            if (hasEnded())
                throw new TimeoutException($"start {count} of the child did not come: the supervisor has ended");
            if (TimeProvider.System.GetElapsedTime(begin) > limit)
                throw new TimeoutException($"start {count} of the child did not come within {limit.TotalSeconds} s");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Reads the lines that are complete.</summary>
    public static IReadOnlyList<Stamp> Parse(string text) =>
        [.. text.Split('\n')[..^1]
            .Select(static line => line.Split(' '))
            .Select(static words => new Stamp(long.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture)))];
}
