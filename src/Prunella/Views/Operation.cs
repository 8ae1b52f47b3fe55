namespace Prunella.Views;

/// <summary>Something with consequences that a person may do, as it is at this moment. Asking for it does nothing.</summary>
public sealed record Operation
{
    /// <summary>What it is, in small letters and hyphens: <c>approve</c>.</summary>
    public required string Name { get; init; }

    /// <summary>To what it is done, as the source reads it: an incident, a circuit, a component; empty where there is but one.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>What is done, as a command: <c>Approve replace-process of orders</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What happens then, one effect a line.</summary>
    public required IReadOnlyList<string> Effects { get; init; }

    /// <summary>How it is taken back, or that it can not be.</summary>
    public required string Undo { get; init; }

    /// <summary>Who may do it. Default <see cref="OperationLevel.Operate"/>.</summary>
    public OperationLevel Level { get; init; } = OperationLevel.Operate;

    /// <summary>Does it, notes it in the journal with the person and their reason, and says in one sentence what came of it.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public required Func<Consent, CancellationToken, Task<string>> ExecuteAsync { get; init; }
}
