using System.Security.Cryptography;

namespace Prunella.AspNetCore.Dashboard.Access;

/// <summary>Tickets that a confirmation page hands out: each lets one person do one thing once, as it was shown to them. Thread-safe, bounded.</summary>
/// <remarks>This is the antiforgery token: a page of another site can not read it, a replay finds it used, and one issued to somebody else does not fit.</remarks>
internal sealed class TicketBook(TimeProvider time)
{
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (TicketScope Scope, DateTimeOffset Until)> _tickets = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    public string Issue(TicketScope scope)
    {
        string ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_lock)
        {
            while (_order.Count >= Capacity)
                _ = _tickets.Remove(_order.Dequeue());
            _tickets.Add(ticket, (scope, time.GetUtcNow() + Lifetime));
            _order.Enqueue(ticket);
        }

        return ticket;
    }

    /// <summary>Uses a ticket up, and says whether it was good for this.</summary>
    public bool TryUse(string ticket, TicketScope scope)
    {
        lock (_lock)
        {
            return _tickets.Remove(ticket, out (TicketScope Scope, DateTimeOffset Until) known)
                && known.Scope == scope && time.GetUtcNow() < known.Until;
        }
    }
}
