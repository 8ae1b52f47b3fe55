using System.Globalization;
using Prunella.Journal;

namespace Prunella.Patterns.Safety;

/// <summary>Keeps spending within its limits: what may be needed at most is set aside before, what was used is settled after. Thread-safe.</summary>
public sealed class CostLedger
{
    private readonly CostLimits _limits;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateOnly _day;
    private decimal _spent, _setAside;

    /// <param name="journal">Told of each spending and each refusal.</param>
    /// <param name="limits">The limits; the defaults where null.</param>
    /// <param name="time">The clock; the system's where null.</param>
    public CostLedger(IJournal journal, CostLimits? limits = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        (_journal, _limits, _time) = (journal, limits ?? new CostLimits(), time ?? TimeProvider.System);
    }

    /// <summary>What was spent today, without what is set aside.</summary>
    public decimal Today
    {
        get
        {
            lock (_lock)
            {
                Turn_NeedsLock();
                return _spent;
            }
        }
    }

    /// <summary>Sets aside what an operation may cost at most.</summary>
    /// <param name="operation">What for.</param>
    /// <param name="most">The most that it can cost; not negative.</param>
    /// <returns>To be settled, or given back by disposing; null where it would break a limit, which the journal then says.</returns>
    public CostReservation? Reserve(string operation, decimal most)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        string? refused;
        decimal today;
        lock (_lock)
        {
            Turn_NeedsLock();
            refused = most > _limits.PerOperation ? string.Create(CultureInfo.InvariantCulture, $"it may cost {most:0.####}, and {_limits.PerOperation:0.####} are allowed for one operation")
                : _spent + _setAside + most > _limits.PerDay ? string.Create(CultureInfo.InvariantCulture, $"it may cost {most:0.####}, and of {_limits.PerDay:0.####} for the day {_limits.PerDay - _spent - _setAside:0.####} are left")
                : null;
            if (refused is null)
                _setAside += most;
            today = _spent;
        }

        if (refused is null)
            return new CostReservation(this, operation, most);
        _ = _journal.Append(new CostSpent { Operation = operation, Amount = 0, Today = today, Refused = refused });
        return null;
    }

    internal void Settle(CostReservation reservation, decimal used)
    {
        decimal today;
        lock (_lock)
        {
            Turn_NeedsLock();
            _setAside -= reservation.Most;
            _spent += used;
            today = _spent;
        }

        if (used > 0)
            _ = _journal.Append(new CostSpent { Operation = reservation.Operation, Amount = used, Today = today });
    }

    // What is set aside stays so over midnight: it will be used on the new day.
    private void Turn_NeedsLock()
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        if (today > _day)
            (_day, _spent) = (today, 0);
    }
}
