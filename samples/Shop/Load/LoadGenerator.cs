namespace Shop.Load;

/// <summary>Sends requests at a constant rate and keeps account of what each met. Thread-safe.</summary>
/// <remarks>
/// An open loop: a thread of its own keeps the rate, so neither slow answers nor a busy thread pool thin out the load;
/// what is due while too many requests are under way counts as not sent.
/// </remarks>
public sealed class LoadGenerator : IAsyncDisposable
{
    private readonly LoadOptions _options;
    private readonly ILoadScript _script;
    private readonly TimeProvider _time = TimeProvider.System; // sockets and threads wait by no other clock
    private readonly LoadStatistics _statistics;
    private readonly ConnectionPool _pool;
    private readonly SemaphoreSlim _places;
    private readonly ManualResetEventSlim _stop = new();
    private readonly TaskCompletionSource _paced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _start;

    private LoadGenerator(LoadOptions options, ILoadScript script)
    {
        _options = options;
        _script = script;
        _statistics = new LoadStatistics(options.Interval);
        _pool = new ConnectionPool(options.Target, options.Connections, _statistics);
        _places = new SemaphoreSlim(options.MaxInFlight, options.MaxInFlight);
        _start = _time.GetTimestamp();
        Completion = CompleteAsync();
        new Thread(Pace) { Name = "load-pace", IsBackground = true }.Start();
    }

    /// <summary>The report, once the duration is over or the load was stopped, and every request has ended.</summary>
    public Task<LoadReport> Completion { get; }

    /// <summary>Begins at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static LoadGenerator Start(LoadOptions options, ILoadScript script)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(script);
        options.Validate();
        return new LoadGenerator(options, script);
    }

    /// <summary>The load up to now. The difference of two tells what failed between two moments.</summary>
    public LoadSnapshot Snapshot() => _statistics.Snapshot(_time.GetElapsedTime(_start));

    /// <summary>The last 3,600 intervals so far, oldest first.</summary>
    public IReadOnlyList<LoadInterval> Series() => _statistics.Series();

    /// <summary>The requests that were due between two moments since the load began, so far; whole intervals of the series alone.</summary>
    public LoadInterval Between(TimeSpan from, TimeSpan to) => _statistics.Between(from, to);

    /// <summary>Sends nothing more, and waits for what is under way: at most its timeout.</summary>
    public Task<LoadReport> StopAsync()
    {
        _stop.Set();
        return Completion;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => _ = await StopAsync();

    private void Pace()
    {
        var schedule = new ArrivalSchedule(_options.Rate, _options.Duration);
        try
        {
            for (long number = 0; schedule.DueTime(number) is { } due && !StopsBefore(due); number++)
                Begin(_script.Next(number), due);
            _paced.SetResult();
        }
        catch (Exception error)
        {
            _paced.SetException(error); // the script's; it belongs to whoever awaits the report
        }
    }

    private bool StopsBefore(TimeSpan due)
    {
        TimeSpan left = due - _time.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? _stop.Wait(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds))) : _stop.IsSet;
    }

    private void Begin(LoadRequest request, TimeSpan due)
    {
        if (!_places.Wait(TimeSpan.Zero))
        {
            _statistics.NotSent(due);
            return;
        }

        _statistics.Started();
        _ = Task.Run(() => RunAsync(request, due));
    }

    private async Task RunAsync(LoadRequest request, TimeSpan due)
    {
        Outcome outcome = await SendAsync(request, due);
        _statistics.Ended(due, _time.GetElapsedTime(_start) - due, outcome);
        _ = _places.Release();
    }

    private async Task<Outcome> SendAsync(LoadRequest request, TimeSpan due)
    {
        TimeSpan left = due + _options.Timeout - _time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
            return Outcome.Timeout;
        using var limit = new CancellationTokenSource(left);
        LoadConnection? connection = null;
        try
        {
            (connection, Outcome failure) = await _pool.RentAsync(limit.Token);
            if (connection is null)
                return failure;
            (Outcome outcome, HttpAnswer? answer) = await connection.ExchangeAsync(request, limit.Token);
            _pool.Return(connection, answer?.KeepsConnection == true);
            connection = null;
            return outcome;
        }
        catch (OperationCanceledException)
        {
            return Outcome.Timeout;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private async Task<LoadReport> CompleteAsync()
    {
        await _paced.Task;
        for (int i = 0; i < _options.MaxInFlight; i++)
            await _places.WaitAsync(); // every place is free: every request has ended
        LoadSnapshot total = Snapshot();
        _pool.Dispose();
        return new LoadReport(total, Series());
    }
}
