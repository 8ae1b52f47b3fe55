namespace Prunella.Patterns.Safety;

/// <summary>Money that is set aside for one operation. Disposing gives back what was not settled.</summary>
public sealed class CostReservation : IDisposable
{
    private readonly CostLedger _ledger;
    private int _done;

    internal CostReservation(CostLedger ledger, string operation, decimal most) => (_ledger, Operation, Most) = (ledger, operation, most);

    /// <summary>What for.</summary>
    public string Operation { get; }

    /// <summary>How much.</summary>
    public decimal Most { get; }

    /// <summary>Notes what was really used, once; it may be more than was set aside, and counts all the same.</summary>
    public void Settle(decimal used)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(used);
        if (Interlocked.Exchange(ref _done, 1) == 0)
            _ledger.Settle(this, used);
    }

    /// <inheritdoc/>
    public void Dispose() => Settle(0);
}
