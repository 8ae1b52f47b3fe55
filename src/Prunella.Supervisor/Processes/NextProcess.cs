using System.ComponentModel;

namespace Prunella.Supervisor;

/// <summary>The next process of an instance, brought up to the first instruction of its program ahead of need, so that a restart is one step.</summary>
/// <remarks>It has run nothing of the program and is thrown away where that, or its directory, has been replaced meanwhile.</remarks>
internal sealed class NextProcess(SupervisionContext context, ServicePlan plan, Func<LaunchFooting, ManagedProcess> bring)
{
    // Not at once: a process that has just been launched needs the processor more.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<ManagedProcess> _discarded = [];
    private ManagedProcess? _waiting;
    private IDisposable? _timer;
    private bool _canBeHeld = context.HoldsLaunches;

    /// <summary>All its processes that have not ended, those too that will never be used.</summary>
    public IEnumerable<ManagedProcess> Processes => _waiting is null ? _discarded : [.. _discarded, _waiting];

    /// <summary>Makes one ready in a moment, if <paramref name="isWanted"/> still says so then.</summary>
    public void PrepareSoon(Func<bool> isWanted)
    {
        _timer?.Dispose();
        _timer = context.Reactor.Schedule(Pause, () =>
        {
            if (_waiting is null && isWanted())
                Prepare();
        });
    }

    /// <summary>Launches the one that waits.</summary>
    /// <returns>Null where there is none, or none that may be used.</returns>
    public ManagedProcess? TakeLaunched()
    {
        if (_waiting is not { } next)
            return null;
        _waiting = null;
        if (next.Launch())
            return next;
        _discarded.Add(next);
        next.Kill();
        return null;
    }

    /// <summary>Forgets a process that ended before it was launched.</summary>
    public void OnExit(ManagedProcess process)
    {
        if (_waiting == process)
            _waiting = null;
        _ = _discarded.Remove(process);
    }

    private void Prepare()
    {
        try
        {
            _waiting = bring(LaunchFooting.Of(plan));
            if (_canBeHeld)
                _waiting.Hold(() => _canBeHeld = false);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            // Descriptors or processes are short: a restart does without.
        }
    }
}
