using Prunella.Journal;
using Prunella.Resilience;

namespace Prunella.Views;

/// <summary>What a person may do about circuit breakers: isolate and reset.</summary>
/// <param name="engine">Holds them.</param>
/// <param name="journal">Told who did it and why.</param>
public sealed class CircuitOperations(SelfHealingEngine engine, IJournal journal) : IOperationSource
{
    /// <inheritdoc/>
    public Operation? Find(string name, string target)
    {
        if (name is not ("isolate" or "reset") || engine.Circuits.FirstOrDefault(circuit => circuit.Name == target) is not { } circuit)
            return null;
        return name == "reset" ? Reset(circuit) : circuit.State == CircuitState.Isolated ? null : Isolate(circuit);
    }

    private Operation Isolate(CircuitBreaker circuit) => new()
    {
        Name = "isolate",
        Target = circuit.Name,
        Title = $"Isolate the circuit {circuit.Name}",
        Effects = [$"Every call to {circuit.Name} is turned away at once; callers get their fallback or an error.", "It stays so until a person resets it."],
        Undo = "Reset the circuit.",
        ExecuteAsync = (consent, _) => Do(consent, circuit.Isolate, $"isolated the circuit {circuit.Name}", $"The circuit {circuit.Name} is isolated."),
    };

    private Operation Reset(CircuitBreaker circuit) => new()
    {
        Name = "reset",
        Target = circuit.Name,
        Title = $"Reset the circuit {circuit.Name}",
        Effects = [$"Every call to {circuit.Name} is let through again.", "What was learned of its usual failures and latency is forgotten, and learned anew."],
        Undo = "What was learned can not be brought back; the circuit opens by itself if calls fail.",
        ExecuteAsync = (consent, _) => Do(consent, circuit.Reset, $"reset the circuit {circuit.Name}", $"The circuit {circuit.Name} is closed."),
    };

    private Task<string> Do(Consent consent, Action<string> act, string action, string done)
    {
        journal.Append(new PersonActed { Action = action, By = consent.By, Reason = consent.Reason });
        act($"{consent.By}: {consent.Reason}");
        return Task.FromResult(done);
    }
}
