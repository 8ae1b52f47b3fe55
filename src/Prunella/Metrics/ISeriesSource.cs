namespace Prunella.Metrics;

/// <summary>Brings series that no instrument of this process makes: of the machine, or of another process.</summary>
public interface ISeriesSource
{
    /// <summary>The name in logs.</summary>
    string Name { get; }

    /// <summary>Writes what is known now; called once before each roll-up, on one thread of the hub's. What it throws is logged, and it is asked again.</summary>
    void Collect(ISeriesWriter writer);
}
