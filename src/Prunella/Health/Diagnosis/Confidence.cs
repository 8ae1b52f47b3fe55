namespace Prunella.Health;

/// <summary>Turns a score and its lead into a share of diagnoses that are right.</summary>
/// <remarks>A logistic curve, fitted to the development cases of docs/results/diagnosis.md.</remarks>
internal static class Confidence
{
    private const double Bias = -2, OfLead = 4, OfScore = 0.8;

    /// <param name="score">The suspect's score.</param>
    /// <param name="rival">The best other score.</param>
    /// <param name="total">The sum of the five best.</param>
    public static double Of(double score, double rival, double total)
    {
        if (score <= 0 || total <= 0)
            return 0;
        double lead = score >= rival ? (score - rival) / score : 0, share = score / total;
        double right = 1 / (1 + Math.Exp(-(Bias + OfLead * lead + OfScore * Math.Min(4, score))));
        return score >= rival ? right : Math.Min(right, 0.5) * share;
    }
}
