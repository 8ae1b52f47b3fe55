using System.Globalization;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads what is added to logs as it comes, from now on. Files that are cut short or replaced are read from their new beginning. Not thread-safe.</summary>
public sealed class LogFollower : IDisposable
{
    private const int QuietTurns = 4;
    private readonly List<Followed> _files = [];
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly TimeProvider _time;

    /// <param name="sources">The files; standard input and what has no path are left out.</param>
    /// <param name="sink">Gives the sink of each source.</param>
    /// <param name="time">The clock.</param>
    public LogFollower(IEnumerable<LogSource> sources, Func<LogSource, ILogSink> sink, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        foreach (LogSource source in sources.Where(static source => source.Path is not null))
        {
            var file = new Followed(source, sink(source));
            _ = TryOpen(file, fromEnd: true);
            _files.Add(file);
        }
    }

    /// <summary>Is told when a file was cut short or replaced, or can not be read.</summary>
    public Action<SourceProblem>? Told { get; set; }

    /// <summary>Looks once at all files.</summary>
    public void Turn()
    {
        foreach (Followed file in _files)
        {
            try
            {
                Turn(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Told?.Invoke(new SourceProblem(file.Source.Name, error.Message));
                Close(file);
            }
        }
    }

    /// <summary>Looks again and again.</summary>
    /// <param name="period">From one look to the next.</param>
    /// <param name="cancellationToken">Ends it; the last records are handed over.</param>
    public async Task RunAsync(TimeSpan period, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, _time);
        try
        {
            do
                Turn();
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // An ordinary end.
        }

        foreach (Followed file in _files)
            file.Feed?.Complete();
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (Followed file in _files)
            file.Stream?.Dispose();
    }

    private void Turn(Followed file)
    {
        if (file.Stream is null && !TryOpen(file, fromEnd: false))
            return;
        ReadOn(file);
        if (file.Stream!.Length < file.Stream.Position)
        {
            Told?.Invoke(new SourceProblem(file.Source.Name, "was cut short; it is read from its new beginning."));
            Close(file);
        }
        else if (IsReplaced(file))
        {
            ReadOn(file); // what was still written to the old one
            Told?.Invoke(new SourceProblem(file.Source.Name, "was replaced; the new file is read."));
            Close(file);
        }

        if (file.Stream is null && TryOpen(file, fromEnd: false))
            ReadOn(file);
    }

    private void ReadOn(Followed file)
    {
        bool any = false;
        int read;
        while ((read = file.Stream!.Read(_buffer)) > 0)
        {
            any = true;
            file.Feed ??= new LogFeed(_buffer.AsSpan(0, read), _time.GetUtcNow(), file.Sink);
            file.Feed.Feed(_buffer.AsSpan(0, read));
        }

        file.Quiet = any ? 0 : file.Quiet + 1;
        if (file.Quiet == QuietTurns)
            file.Feed?.Complete(); // nothing more comes to the last record
    }

    private bool TryOpen(Followed file, bool fromEnd)
    {
        if (!File.Exists(file.Source.Path))
            return false;
        file.Stream = new FileStream(file.Source.Path!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Place = PlaceOf(file.Stream);
        file.Quiet = 0;
        if (!fromEnd || file.Stream.Length == 0)
            return true;
        // How it is written is learnt from what is there already.
        byte[] head = new byte[LogFormat.HeadBytes];
        int length = file.Stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Feed = new LogFeed(head.AsSpan(0, length), _time.GetUtcNow(), file.Sink);
        _ = file.Stream.Seek(0, SeekOrigin.End);
        return true;
    }

    private static void Close(Followed file)
    {
        file.Feed?.Complete();
        file.Feed = null;
        file.Stream?.Dispose();
        file.Stream = null;
    }

    /// <summary>Whether the path leads to another file now than the one that is open. Linux tells where an open file lies.</summary>
    private static bool IsReplaced(Followed file) => PlaceOf(file.Stream!) is { } place && place != file.Place && File.Exists(file.Source.Path);

    private static string? PlaceOf(FileStream stream) => OperatingSystem.IsLinux()
        ? new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}")).LinkTarget
        : null;

    private sealed class Followed(LogSource source, ILogSink sink)
    {
        public LogSource Source => source;

        public ILogSink Sink => sink;

        public FileStream? Stream { get; set; }

        public LogFeed? Feed { get; set; }

        /// <summary>Where the open file lay when it was opened.</summary>
        public string? Place { get; set; }

        public int Quiet { get; set; }
    }
}
