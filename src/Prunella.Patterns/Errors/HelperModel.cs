namespace Prunella.Patterns.Errors;

/// <summary>Learns which types are helpers, as guards and clients are: few methods that are called from many places. Their calls say little about a fault. Thread-safe.</summary>
/// <remarks>A type is one where the places that call into it, in other types, are at least four, and at least twice as many as its methods that are called.</remarks>
public sealed class HelperModel
{
    private const int LeastCallers = 4;
    private const int CallersPerMethod = 2;
    private const int MostTypes = 50_000;
    private const int MostCallers = 256; // of one type: more would change nothing

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Calls> _types = [];

    /// <summary>Learns from an error.</summary>
    public void Learn(ErrorEvent error)
    {
        ArgumentNullException.ThrowIfNull(error);
        IReadOnlyList<StackFrame> own = error.Own;
        lock (_lock)
        {
            for (int i = 0; i + 1 < own.Count; i++)
            {
                if (own[i].Type == own[i + 1].Type)
                    continue;
                if (!_types.TryGetValue(own[i].Type, out Calls? calls))
                {
                    if (_types.Count == MostTypes)
                        continue;
                    _types[own[i].Type] = calls = new Calls([], []);
                }

                if (calls.Callers.Count < MostCallers)
                    calls.Callers.Add(own[i + 1].Name);
                if (calls.Methods.Count < MostCallers)
                    calls.Methods.Add(own[i].Method);
            }
        }
    }

    /// <summary>Whether a call is one of a helper, as far as is known by now.</summary>
    public bool IsHelper(StackFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        lock (_lock)
            return _types.TryGetValue(frame.Type, out Calls? calls) && calls.Callers.Count >= LeastCallers && calls.Callers.Count >= CallersPerMethod * calls.Methods.Count;
    }

    private sealed record Calls(HashSet<string> Callers, HashSet<string> Methods);
}
