namespace Prunella.Metrics;

/// <summary>Takes the values that an <see cref="ISeriesSource"/> brings. Only to be used within <see cref="ISeriesSource.Collect"/>.</summary>
public interface ISeriesWriter
{
    /// <summary>Finds or makes a series.</summary>
    /// <returns>Its number, to be kept by the source; beyond the limits that of the overflow series.</returns>
    SeriesId Declare(SeriesKey key, string description);

    /// <summary>Writes the value of this period: a level, or for a rate the rate. The last one within a period counts.</summary>
    /// <param name="series">From <see cref="Declare"/>.</param>
    /// <param name="value">In the unit of <see cref="SeriesKey.ValueUnit"/>; NaN and infinities are refused and counted, and leave the period without a value.</param>
    void Value(SeriesId series, double value);

    /// <summary>Writes the total of a <see cref="SeriesKind.Counter"/> as it stands; the hub makes the increase of it. A lower one than before is a reset.</summary>
    void Total(SeriesId series, double total);
}
