namespace Prunella.Cli.Demo;

/// <summary>A circuit changed its state.</summary>
/// <param name="Seconds">Since the fault began.</param>
/// <param name="Service">The service whose calls it guards the way of.</param>
/// <param name="Circuit">Its name.</param>
/// <param name="From">Before.</param>
/// <param name="To">From then on.</param>
/// <param name="Reason">The evidence.</param>
internal sealed record CircuitStep(double Seconds, string Service, string Circuit, string From, string To, string Reason);
