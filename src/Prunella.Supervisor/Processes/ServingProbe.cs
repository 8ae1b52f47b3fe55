using Prunella.Health;

namespace Prunella.Supervisor;

/// <summary>Asks a probe only while the process serves: one that starts or is replaced is not ill for being silent.</summary>
internal sealed class ServingProbe(IHealthProbe inner, Func<bool> isServing) : IHealthProbe
{
    private static readonly HealthReading NotNow = HealthReading.Healthy("not asked while the process starts") with { Conclusive = true };

    public string Description => inner.Description;

    public async ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken)
    {
        if (!isServing())
            return NotNow;
        try
        {
            HealthReading reading = await inner.MeasureAsync(cancellationToken);
            return isServing() ? reading : NotNow;
        }
        catch (Exception) when (!isServing())
        {
            return NotNow;
        }
    }
}
