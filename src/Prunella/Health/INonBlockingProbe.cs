namespace Prunella.Health;

/// <summary>A probe of our own that is known never to block its caller, and so is called on the loop. Foreign ones are called on the thread pool.</summary>
internal interface INonBlockingProbe : IHealthProbe;
