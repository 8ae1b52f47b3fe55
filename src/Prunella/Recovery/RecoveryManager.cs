using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Heals: one incident for each cause, the cheapest remedy first, each one planned, allowed, carried out, verified and, where it did not help, taken back.</summary>
/// <remarks>
/// All of it runs on one loop; the methods may be called from any thread and go there. Where health lives on the same loop, a failed
/// component's first remedy begins inside the very call that told of its failure: no hop and no timer lie between.
/// </remarks>
public sealed class RecoveryManager : IDisposable
{
    private readonly RecoveryParts _parts;
    private readonly IncidentBook _book;
    private readonly IncidentDesk _desk;
    private readonly HandOverDesk _handOver;
    private readonly Healer _healer;
    private readonly DiagnosisDesk? _diagnosis;
    private readonly ErrorDesk? _errors;
    private readonly Ledgers _ledgers;
    private readonly ModeBoard _modes;
    private readonly RemedyBreaker _breaker;
    private IDisposable? _subscription;
    private volatile RecoverySnapshot _current;
    private volatile bool _disposed;

    /// <param name="parts">What it works with.</param>
    /// <param name="options">How much it may do; not changed afterwards.</param>
    /// <exception cref="ArgumentException">An option is out of its range, two actions have one name, or one claims tier 7.</exception>
    public RecoveryManager(RecoveryParts parts, RecoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        if (new RecoveryOptionsValidator().Validate(null, options) is { Failed: true } wrong)
            throw new ArgumentException(wrong.FailureMessage, nameof(options));

        _parts = parts;
        var metrics = new RecoveryMetrics(PrunellaTelemetry.Meter);
        _book = new IncidentBook(options.KeptIncidents);
        _ledgers = new Ledgers(options, parts.Loop.Time);
        _modes = new ModeBoard(options.Modes);
        _breaker = new RemedyBreaker(options);
        _desk = new IncidentDesk(parts, options, _book, _ledgers, metrics)
        {
            Turn = Turn,
            OnReady = open => _healer!.Advance(open),
            OnOpened = open => _errors?.Opened(open),
            OnClosed = () => _healer!.AdvanceAll(),
        };
        _healer = new Healer(parts, options, _book, _desk, _ledgers, _modes, _breaker, metrics, new ActionCatalog(parts, _modes))
        {
            Turn = Turn,
            Runner = new ActionRunner(parts, options, Publish, () => _healer!.Recheck()),
            HandOverDesk = _handOver = new HandOverDesk(parts, options, metrics),
            OnBreakerOpened = DropToObserve,
            Errors = parts.Errors is { } memory ? _errors = new ErrorDesk(memory, parts, _book, OnLoop) : null,
        };
        if (parts.Diagnostician is { } diagnostician)
            _diagnosis = new DiagnosisDesk(diagnostician, parts, _book) { Turn = OnLoop };
        _current = Picture();
    }

    /// <summary>What it is at: an immutable picture, taken without a lock.</summary>
    public RecoverySnapshot Current => _current;

    /// <summary>Begins to heal; what is in trouble already counts.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_subscription is not null)
            throw new InvalidOperationException("The recovery was started before.");
        _subscription = _parts.Health.OnTransition(seen => OnLoop(() => Take(seen)));
        OnLoop(_desk.TakeAll);
    }

    /// <summary>Allows the action that an incident waits with. Everything is checked again before it is done.</summary>
    /// <param name="incident">Which.</param>
    /// <param name="by">Who allows it.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="cancellationToken">Ends the waiting; the word is taken nevertheless.</param>
    public Task<ApprovalOutcome> ApproveAsync(IncidentId incident, string by, string reason, CancellationToken cancellationToken = default) =>
        AnswerAsync(incident, by, open => _healer.Approve(open, by, reason), cancellationToken);

    /// <summary>Forbids the action that an incident waits with; the next remedy is considered.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    public Task<ApprovalOutcome> RejectAsync(IncidentId incident, string by, string reason, CancellationToken cancellationToken = default) =>
        AnswerAsync(incident, by, open => _healer.Decline(open, RefusalReason.Person, $"{by}: {reason}"), cancellationToken);

    /// <summary>Closes an incident as dismissed; an action that runs is carried to its end first. The component is left alone until its state changes.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    public Task<ApprovalOutcome> CloseAsync(IncidentId incident, string by, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return AskLoopAsync(
            () =>
            {
                if (_book.Find(incident) is not { } open)
                    return ApprovalOutcome.NoSuchIncident;
                _desk.Close(open, IncidentOutcome.Dismissed, $"Closed by {by}: {reason}");
                return ApprovalOutcome.Accepted;
            },
            cancellationToken);
    }

    /// <summary>Sets how much of a class of actions happens by itself. Also closes the remedy breaker: a person has looked.</summary>
    /// <param name="tier">The class; null for all below hand-over.</param>
    /// <param name="mode">The mode from now on.</param>
    /// <param name="author">Who sets it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the waiting; the mode is set nevertheless.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tier is hand-over, which always acts, or one of both does not exist.</exception>
    public Task SetModeAsync(RecoveryTier? tier, HealingMode mode, string author, string reason, CancellationToken cancellationToken = default)
    {
        if (tier is < RecoveryTier.Absorb or >= RecoveryTier.HandOver)
            throw new ArgumentOutOfRangeException(nameof(tier), tier, "Tiers 0 to 6 have a mode; hand-over always acts.");
        if (!Enum.IsDefined(mode))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such mode.");
        ArgumentException.ThrowIfNullOrWhiteSpace(author);
        return AskLoopAsync(
            () =>
            {
                _breaker.Reset();
                _parts.NoteMode(tier, _modes.Set(tier, mode), mode, author, reason);
                _healer.OnModesChanged();
                return true;
            },
            cancellationToken);
    }

    /// <summary>Begins nothing more. What runs is left to itself.</summary>
    public void Dispose()
    {
        _disposed = true;
        _subscription?.Dispose();
        _handOver.End();
    }

    private void Take(HealthTransition seen)
    {
        _desk.Take(seen);
        _diagnosis?.Take(seen);
        foreach (OpenIncident open in _book.Open)
            open.Check?.Look();
    }

    private void DropToObserve(string reason)
    {
        _parts.NoteMode(null, _modes.Set(null, HealingMode.Observe), HealingMode.Observe, "remedy-breaker", reason);
        _parts.Logger.BreakerOpened(reason);
        _parts.Loop.Post(() => Turn(_healer.OnModesChanged)); // after the step that opened it
    }

    private Task<ApprovalOutcome> AnswerAsync(IncidentId incident, string by, Action<OpenIncident> answer, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return AskLoopAsync(
            () =>
            {
                if (_book.Find(incident) is not { } open)
                    return ApprovalOutcome.NoSuchIncident;
                if (open.Phase != IncidentPhase.Asking)
                    return ApprovalOutcome.NothingPending;
                answer(open);
                return ApprovalOutcome.Accepted;
            },
            cancellationToken);
    }

    private Task<T> AskLoopAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnLoop(() =>
        {
            try
            {
                answer.SetResult(work());
            }
            catch (Exception error)
            {
                answer.SetException(error);
            }
        });
        return answer.Task.WaitAsync(cancellationToken);
    }

    private void OnLoop(Action work)
    {
        if (_parts.Loop.IsCurrent)
            Turn(work);
        else
            _parts.Loop.Post(() => Turn(work));
    }

    // One step on the loop: a fault of ours is told and ends no more than the step, and others see what it changed.
    private void Turn(Action work)
    {
        if (_disposed)
            return;
        try
        {
            work();
        }
        catch (Exception error)
        {
            _parts.NoteFault("recovery", error);
            _healer.Recheck();
        }

        Publish();
    }

    private void Publish() => _current = Picture();

    private RecoverySnapshot Picture() => new()
    {
        Open = [.. _book.Open.OrderBy(static open => open.OpenedStamp).Select(static open => open.Picture)],
        Closed = _book.Closed,
        Waits = _book.Open.Where(static open => open.Waits is not null).ToDictionary(static open => open.Id, static open => open.Waits!),
        Modes = _modes.ToDictionary(),
        BudgetLeft = _ledgers.Global.Left,
        ComponentBudgets = _ledgers.Used(),
        RemedyBreakerOpen = _breaker.IsOpen,
    };
}
