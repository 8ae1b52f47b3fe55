namespace Prunella.Telemetry.Analysis;

/// <summary>Which statements spoke of the same piece of work, in order. Bounded: beyond the limit a fair half of all cases is kept, then a quarter.</summary>
/// <remarks>Which are kept is decided by the case's hash alone, so that several tables keep the same ones. Not thread-safe.</remarks>
internal sealed class CaseTable(int most)
{
    private const int MostSteps = 48;
    private Dictionary<ulong, List<CaseStep>> _cases = [];

    /// <summary>A case is kept if this many of its hash's bits are zero.</summary>
    public int Halvings { get; private set; }

    public IEnumerable<List<CaseStep>> Cases => _cases.Values;

    public void Add(ulong hash, in CaseStep step)
    {
        if ((hash & ((1UL << Halvings) - 1)) != 0)
            return;
        if (!_cases.TryGetValue(hash, out List<CaseStep>? steps))
        {
            if (_cases.Count >= most)
            {
                HalveTo(Halvings + 1);
                if ((hash & ((1UL << Halvings) - 1)) != 0)
                    return;
            }

            _cases.Add(hash, steps = new List<CaseStep>(4));
        }

        if (steps.Count < MostSteps)
            steps.Add(step);
    }

    /// <summary>Takes in what another table saw.</summary>
    public void Absorb(CaseTable other)
    {
        HalveTo(Math.Max(Halvings, other.Halvings));
        foreach ((ulong hash, List<CaseStep> steps) in other._cases)
        {
            foreach (CaseStep step in steps)
                Add(hash, step);
        }
    }

    private void HalveTo(int halvings)
    {
        if (halvings == Halvings)
            return;
        Halvings = halvings;
        ulong mask = (1UL << halvings) - 1;
        _cases = _cases.Where(pair => (pair.Key & mask) == 0).ToDictionary();
    }
}
