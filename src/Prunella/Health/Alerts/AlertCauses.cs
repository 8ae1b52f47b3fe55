using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Puts the likeliest causes into an alert before it is told. An alert never waits long for them: late ones are shown, but not told. Lives on the loop.</summary>
/// <param name="loop">The loop of the alerts.</param>
/// <param name="diagnostician">Who knows; null where nobody does.</param>
/// <param name="run">Runs a diagnosis off the loop; by default on the thread pool: where that is starved, alerts go out without causes.</param>
internal sealed class AlertCauses(ILoop loop, IDiagnostician? diagnostician, Action<Action>? run = null)
{
    // In a storm those that come first are asked about, and the others are told at once.
    private const int MostAtOnce = 4;
    private const int MostCauses = 3;

    // An alert is told within half a second.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Action<Action> _run = run ?? (static work => ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false));
    private readonly Dictionary<ComponentName, Waiting> _waiting = [];

    /// <summary>Goes through a diagnosis once, so that the first alert need not wait for the compiler.</summary>
    public void Prepare()
    {
        if (diagnostician is not null)
            _run(() => _ = CausesOf(diagnostician, new DiagnosisQuestion()));
    }

    /// <summary>Tells an alert as soon as its causes are known, or it has waited for them long enough.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="seen">What it is about.</param>
    /// <param name="tell">Tells it.</param>
    /// <param name="late">Given the alert with its causes where these came after it was told.</param>
    public void Tell(Alert alert, HealthTransition seen, Action<Alert> tell, Action<Alert>? late = null)
    {
        TellNow(alert.Component); // in their order
        if (diagnostician is null || alert.Kind == AlertKind.Ended || _waiting.Count >= MostAtOnce)
        {
            tell(alert);
            return;
        }

        var waiting = new Waiting(alert, tell, late);
        _waiting[alert.Component] = waiting;
        waiting.Limit = loop.Schedule(Patience, () => Finish(waiting, []));
        _run(() =>
        {
            IReadOnlyList<Suspect> causes = CausesOf(diagnostician, new DiagnosisQuestion(seen.Component) { Since = seen.At, Seen = seen.Reason });
            loop.Post(() => Finish(waiting, causes));
        });
    }

    /// <summary>Tells what waits of a component.</summary>
    public void TellNow(ComponentName component)
    {
        if (_waiting.TryGetValue(component, out Waiting? waiting))
            Finish(waiting, []);
    }

    private void Finish(Waiting waiting, IReadOnlyList<Suspect> causes)
    {
        if (waiting.IsTold)
        {
            if (causes.Count > 0)
                waiting.Late?.Invoke(waiting.Alert with { Causes = causes });
            return;
        }

        waiting.IsTold = true;
        waiting.Limit?.Dispose();
        _ = _waiting.Remove(waiting.Alert.Component);
        waiting.Tell(waiting.Alert with { Causes = causes });
    }

    private static IReadOnlyList<Suspect> CausesOf(IDiagnostician diagnostician, DiagnosisQuestion question)
    {
        try
        {
            return [.. diagnostician.Diagnose(question).Answer.Suspects.Take(MostCauses)];
        }
        catch (Exception)
        {
            return []; // recovery asks as well, and notes that it failed
        }
    }

    private sealed class Waiting(Alert alert, Action<Alert> tell, Action<Alert>? late)
    {
        public Alert Alert => alert;

        public Action<Alert> Tell => tell;

        public Action<Alert>? Late => late;

        public IDisposable? Limit { get; set; }

        public bool IsTold { get; set; }
    }
}
