using System.Runtime.CompilerServices;
using System.Text;

namespace Prunella.Resilience;

/// <summary>How often each kind of failure was seen in one episode of a breaker.</summary>
internal sealed class KindCounts
{
    private Counts _counts;

    public void Count(OutcomeKind kind) => Interlocked.Increment(ref _counts[(int)kind]);

    /// <summary>As <c>Timeout 7, Refused 2</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int kind = 0; kind < Counts.Length; kind++)
        {
            if (Volatile.Read(ref _counts[kind]) is > 0 and long count)
                text.Append(text.Length > 0 ? ", " : string.Empty).Append((OutcomeKind)kind).Append(' ').Append(count);
        }

        return text.ToString();
    }

    [InlineArray(Length)]
    private struct Counts
    {
        public const int Length = 9;
        private long _first;
    }
}
