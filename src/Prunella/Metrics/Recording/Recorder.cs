namespace Prunella.Metrics;

/// <summary>Takes the measurements of one instrument and one set of tags, and turns them into points.</summary>
internal abstract class Recorder
{
    /// <summary>Takes one finite measurement. Any thread; allocates nothing and never throws.</summary>
    public abstract void Record(double value);

    /// <summary>Tells the points of the period that has ended. The hub's thread.</summary>
    public abstract void RollUp(RollUp rollUp);

    /// <summary>What was measured in all since the start, with the newest points, one reading for each series. Any thread.</summary>
    public abstract void Read(List<SeriesReading> readings);
}
