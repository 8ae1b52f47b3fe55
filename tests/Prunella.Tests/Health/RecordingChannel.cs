using System.Collections.Concurrent;
using Prunella.Health;

namespace Prunella.Tests.Health;

/// <summary>A channel that remembers, and hangs or fails if told to.</summary>
internal sealed class RecordingChannel : IAlertChannel
{
    public ConcurrentQueue<Alert> Sent { get; } = new();

    public Task Hold { get; set; } = Task.CompletedTask;

    public string Name => "recording";

    public async ValueTask SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        Sent.Enqueue(alert);
        await Hold;
    }
}
