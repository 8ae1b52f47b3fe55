namespace Prunella.Health;

/// <summary>Turns a score and its lead into a number between 0 and 1.</summary>
/// <remarks>A logistic curve whose constants are set by hand, not fitted: it orders diagnoses by how clear they are, but is no measured share.</remarks>
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
