using Prunella.Health;

namespace Prunella;

/// <summary>A component that the runtime registers when the host starts.</summary>
internal sealed record WatchedComponent(ComponentDescription Description, Func<CancellationToken, ValueTask>? Restart);
