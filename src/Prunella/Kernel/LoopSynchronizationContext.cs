namespace Prunella.Kernel;

/// <summary>Brings the continuations of an <c>await</c> begun on a loop back to that loop.</summary>
internal sealed class LoopSynchronizationContext(LoopQueue queue) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => queue.Post(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("A loop is never waited for: use Post.");

    public override SynchronizationContext CreateCopy() => this;
}
