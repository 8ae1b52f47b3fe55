using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>A shared store that may be away: meanwhile writes go to a file of this process, and are sent in their order when it is back. Thread-safe.</summary>
/// <remarks>
/// What <see cref="WriteAsync"/> returned from is in the shared store or on this machine's disk, also when the process is killed: another that opens the
/// same folder sends what it left. Nothing is counted twice, for the shared store knows what it has. Reads go to the shared store alone.
/// </remarks>
public sealed class WriteBehindStore : IPatternStore
{
    private const int MostChanges = 500; // sent at once
    private static readonly TimeSpan LookForLeft = TimeSpan.FromSeconds(30);

    private readonly IPatternStore _shared;
    private readonly string _folder;
    private readonly Scrubber _scrubber;
    private readonly WriteBehindOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly PendingFile _file;
    private readonly Task _sending;
    private readonly ITimer _timer;
    private TaskCompletionSource _sent = Done();
    private long _position; // of the sender, in the file

    private WriteBehindStore(IPatternStore shared, string folder, Scrubber scrubber, WriteBehindOptions options, ILogger logger)
    {
        (_shared, _folder, _scrubber, _options, _logger) = (shared, folder, scrubber, options, logger);
        _file = PendingFile.Create(folder);
        AdoptLeft_NeedsGate();
        _sending = Task.Run(SendAsync);
        _timer = options.Time.CreateTimer(_ => Wake(), null, LookForLeft, LookForLeft);
    }

    /// <inheritdoc/>
    public string Project => _shared.Project;

    /// <summary>How many bytes wait for the shared store; 0 where none do.</summary>
    public long PendingBytes => _file.Length;

    /// <summary>Begins; what ended processes left in the folder is sent as well.</summary>
    /// <param name="shared">Where all goes in the end; it is disposed with this one.</param>
    /// <param name="folder">Where the files are; of one shared store and project, on a local disk.</param>
    /// <param name="scrubber">Takes secrets out of what is written to the file.</param>
    /// <param name="options">How writes wait; the defaults where null.</param>
    /// <param name="logger">Is told when the shared store goes and comes back; may be null.</param>
    /// <exception cref="IOException">The folder can not be used.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static WriteBehindStore Open(IPatternStore shared, string folder, Scrubber scrubber, WriteBehindOptions? options = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(shared);
        ArgumentNullException.ThrowIfNull(scrubber);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new WriteBehindOptions();
        options.Validate();
        return new WriteBehindStore(shared, folder, scrubber, options, logger ?? NullLogger.Instance);
    }

    /// <inheritdoc/>
    /// <returns>How many changed something; of changes that wait in the file, all.</returns>
    /// <exception cref="StoreUnavailableException">The shared store is away, and the file is full or can not be written: nothing was kept.</exception>
    public async ValueTask<int> WriteAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        StoreChange[] clean = [.. changes.Select(change => change.ForStorage(_scrubber))];
        // While others wait, this one waits behind them.
        if (PendingBytes == 0 && await TryShareAsync(clean, cancellationToken).ConfigureAwait(false) is { } changed)
            return changed;
        byte[] frame = JsonSerializer.SerializeToUtf8Bytes(clean, StoreJson.Default.StoreChangeArray);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool first;
        try
        {
            if (_file.Length + frame.Length > _options.MostBytes)
                throw new StoreUnavailableException($"The shared store is away, and {_file.Length} bytes wait for it already: no more are kept.");
            first = _file.Length == 0;
            _file.Append(frame);
            if (first)
                _sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        finally
        {
            _ = _gate.Release();
        }

        if (first)
        {
            _logger.SharedStoreAway(_folder);
            Wake();
        }

        return clean.Length;
    }

    /// <summary>Ends when nothing waits any more.</summary>
    public Task WhenSentAsync(CancellationToken cancellationToken = default) => Volatile.Read(ref _sent).Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Learning>> FindLearningsAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default) => _shared.FindLearningsAsync(fingerprint, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Learning?> FindLearningAsync(string id, CancellationToken cancellationToken = default) => _shared.FindLearningAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Learning>> ListLearningsAsync(string after, int most, CancellationToken cancellationToken = default) => _shared.ListLearningsAsync(after, most, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LearningVector>> ListVectorsAsync(string model, string after, int most, CancellationToken cancellationToken = default) =>
        _shared.ListVectorsAsync(model, after, most, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NearLearning>?> NearestAsync(string model, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default) =>
        _shared.NearestAsync(model, vector, most, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredPattern>> ListPatternsAsync(CancellationToken cancellationToken = default) => _shared.ListPatternsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ErrorGroup?> FindErrorAsync(string exact, CancellationToken cancellationToken = default) => _shared.FindErrorAsync(exact, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ErrorGroup>> ListErrorsAsync(int most, CancellationToken cancellationToken = default) => _shared.ListErrorsAsync(most, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CausalityEdge>> FindEdgesAsync(string fingerprint, CancellationToken cancellationToken = default) => _shared.FindEdgesAsync(fingerprint, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HealingSetting>> ListSettingsAsync(CancellationToken cancellationToken = default) => _shared.ListSettingsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long after, int most, CancellationToken cancellationToken = default) => _shared.ReadAuditAsync(after, most, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken = default) => _shared.ReadAuditHeadAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreCounts> CountAsync(CancellationToken cancellationToken = default) => _shared.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> TrimAsync(CancellationToken cancellationToken = default) => _shared.TrimAsync(cancellationToken);

    /// <summary>Stops sending. What waits stays in its file, for the next that opens the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        if (_file.Length == 0)
            _file.Remove();
        else
            _file.Dispose();
        await _shared.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _gate.Dispose();
        _wake.Dispose();
    }

    private async Task<int?> TryShareAsync(StoreChange[] changes, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _shared.WriteAsync(changes, either.Token).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null; // it may be there all the same; the second time it changes nothing
        }
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await SendAllAsync().ConfigureAwait(false);
                await _wake.WaitAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // An ordinary stop.
            }
            catch (Exception error)
            {
                // A fault of the disk must not end the loop: the timer wakes it again.
                _logger.SendingFailed(error, _folder);
                await _wake.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendAllAsync()
    {
        await AdoptLeftAsync().ConfigureAwait(false);
        TimeSpan pause = _options.FirstPause;
        while (await NextAsync().ConfigureAwait(false) is { } next)
        {
            if (!await TrySendAsync(next.Frames).ConfigureAwait(false))
            {
                await Task.Delay(pause, _options.Time, _stop.Token).ConfigureAwait(false);
                pause = pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause;
                continue;
            }

            pause = _options.FirstPause;
            await DiscardAsync(next.End).ConfigureAwait(false);
        }
    }

    /// <summary>The frames to send next; null where none wait.</summary>
    private async Task<(List<StoreChange[]> Frames, long End)?> NextAsync()
    {
        await _gate.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            List<StoreChange[]> frames = [];
            long position = _position;
            for (int count = 0; count < MostChanges && _file.ReadAt(position) is { } bytes; count += frames[^1].Length)
            {
                frames.Add(JsonSerializer.Deserialize(bytes, StoreJson.Default.StoreChangeArray)!);
                position = PendingFile.After(position, bytes);
            }

            return frames.Count == 0 ? null : (frames, position);
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <returns>Whether the shared store has them, or will never take them; not where it is away.</returns>
    private async Task<bool> TrySendAsync(List<StoreChange[]> frames)
    {
        try
        {
            return await TryShareAsync([.. frames.SelectMany(static frame => frame)], _stop.Token).ConfigureAwait(false) is not null;
        }
        catch (Exception error) when (error is not OperationCanceledException && frames.Count == 1)
        {
            // It was promised to be kept, so it is put aside and not thrown away.
            _logger.ChangesRefused(error, _folder);
            await File.WriteAllBytesAsync(
                Path.Combine(_folder, $"{Guid.NewGuid():N}.refused"), JsonSerializer.SerializeToUtf8Bytes(frames[0], StoreJson.Default.StoreChangeArray), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One of them is refused; the others are not.
            foreach (StoreChange[] frame in frames)
            {
                if (!await TrySendAsync([frame]).ConfigureAwait(false))
                    return false;
            }

            return true;
        }
    }

    private async Task DiscardAsync(long end)
    {
        await _gate.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            _position = end;
            if (_position < _file.Length && _position < _options.MostBytes / 2)
                return;
            _file.Discard(_position);
            _position = 0;
            if (_file.Length > 0)
                return;
            _sent.SetResult();
        }
        finally
        {
            _ = _gate.Release();
        }

        _logger.SharedStoreBack(_folder);
    }

    private async Task AdoptLeftAsync()
    {
        await _gate.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            AdoptLeft_NeedsGate();
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    // Copied before they are removed: a crash in between sends them twice, which counts once.
    private void AdoptLeft_NeedsGate()
    {
        foreach (PendingFile left in PendingFile.Left(_folder))
        {
            long position = 0;
            while (left.ReadAt(position) is { } frame)
            {
                _file.Append(frame);
                position = PendingFile.After(position, frame);
            }

            left.Remove();
        }

        if (_file.Length > 0 && _sent.Task.IsCompleted)
            _sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _ = _wake.Release();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
