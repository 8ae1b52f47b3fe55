namespace Prunella.AspNetCore.Dashboard.Access;

/// <summary>What a ticket is good for.</summary>
/// <param name="Person">The one who is signed in; empty for a person without a name.</param>
/// <param name="Seat">The browser it was shown in.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Target">To what it is done.</param>
/// <param name="Shown">What was shown to them: an operation that would do something else by now is not done.</param>
internal sealed record TicketScope(string Person, string Seat, string Operation, string Target, string Shown);
