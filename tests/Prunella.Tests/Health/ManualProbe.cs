using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Tests.Health;

/// <summary>A probe that answers what it is told to, or, told to hang, once the test lets it.</summary>
internal sealed class ManualProbe : INonBlockingProbe
{
    private readonly List<TaskCompletionSource<HealthReading>> _hanging = [];

    public string Description => "manual";

    public HealthReading Answer { get; set; } = HealthReading.Healthy("well");

    public bool Hangs { get; set; }

    public bool Deaf { get; set; }

    public int Calls { get; private set; }

    public Action OnCall { get; set; } = static () => { };

    public void Release(HealthState state)
    {
        // Without a context the continuation runs here and now, not on the pool.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        foreach (TaskCompletionSource<HealthReading> call in _hanging)
            call.TrySetResult(new HealthReading(state, "late"));
        _hanging.Clear();
        SynchronizationContext.SetSynchronizationContext(context);
    }

    public ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken)
    {
        Calls++;
        OnCall();
        if (!Hangs)
            return new ValueTask<HealthReading>(Answer);
        var call = new TaskCompletionSource<HealthReading>();
        _hanging.Add(call);
        if (!Deaf)
            cancellationToken.Register(() => call.TrySetCanceled(cancellationToken));
        return new ValueTask<HealthReading>(call.Task);
    }
}
