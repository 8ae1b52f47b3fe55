namespace Prunella.Metrics;

/// <summary>How much two series move together.</summary>
/// <param name="Coefficient">Spearman's rank correlation at the best lag, −1 to 1; 0 where there is too little to tell.</param>
/// <param name="Lag">By how much the second follows the first; negative where it goes before.</param>
/// <param name="Samples">How many pairs of values it is of.</param>
public readonly record struct Correlation(double Coefficient, TimeSpan Lag, int Samples);
