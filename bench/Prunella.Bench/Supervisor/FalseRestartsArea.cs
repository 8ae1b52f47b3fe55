namespace Prunella.Bench.Supervisor;

/// <summary>Whether a machine under load is taken for services in trouble.</summary>
internal sealed class FalseRestartsArea : IArea
{
    public string Name => "false-restarts";

    public string Title => "Supervisor: false restarts under load";

    public IReadOnlyList<string> Figures => ["minutes", "false_restarts", "false_incidents", "longest_silence_ms", "longest_pool_silence_ms"];

    public IReadOnlyList<IMeasurement> Measurements => [new FalseRestarts()];
}
