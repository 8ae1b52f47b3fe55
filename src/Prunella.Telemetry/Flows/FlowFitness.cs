namespace Prunella.Telemetry.Flows;

/// <summary>How well a log fits a flow.</summary>
/// <param name="OfLog">1 − cost of all alignments ÷ what they would cost at worst; silent steps of the flow count a ten-thousandth of a deviation.</param>
/// <param name="OfCases">The mean of the cases' fitness.</param>
/// <param name="FittingShare">The share of cases that are courses of the flow, 0 to 1.</param>
public sealed record FlowFitness(double OfLog, double OfCases, double FittingShare)
{
    /// <summary>Aligns each variant of a log once.</summary>
    /// <exception cref="InvalidDataException">The net has too many states, or can not reach its end.</exception>
    public static FlowFitness Of(EventLog log, PetriNet net)
    {
        ArgumentNullException.ThrowIfNull(log);
        var aligner = new FlowAligner(net);
        double cost = 0, worst = 0, fitness = 0;
        long fitting = 0, cases = log.Cases;
        foreach (FlowVariant variant in log.Variants)
        {
            Alignment alignment = aligner.Align([.. variant.Steps.Select(step => log.Activities[step])]);
            cost += (double)alignment.Cost * variant.Count;
            worst += (double)alignment.WorstCost * variant.Count;
            fitness += alignment.Fitness * variant.Count;
            fitting += alignment.Fitness >= 1 ? variant.Count : 0;
        }

        return cases == 0 ? new FlowFitness(1, 1, 1) : new FlowFitness(worst == 0 ? 1 : 1 - (cost / worst), fitness / cases, (double)fitting / cases);
    }
}
