using System.Text.RegularExpressions;

namespace Prunella.Patterns.Errors;

/// <summary>Says how alike errors are, among those it was given: shared calls, types and words of the message, each weighed by how rare it is, calls also by how near to the throw. Immutable.</summary>
public sealed partial class ErrorSimilarity
{
    // What each part can add; the sum is divided, so that equal errors have 1.
    private const double CallWeight = 1, TypeWeight = 0.5, WordWeight = 1, ExceptionWeight = 0.1;
    private const double Decay = 0.1; // for each call further from the throw
    private const int MostWords = 60;

    private readonly Features[] _features;
    private readonly Rarity _calls;
    private readonly Rarity _types;
    private readonly Rarity _words;

    /// <param name="errors">The errors to compare, in the order by which they are then named.</param>
    public ErrorSimilarity(IReadOnlyList<ErrorEvent> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        _features = [.. errors.Select(Features.Of)];
        _calls = new Rarity(_features.Select(static features => features.Calls));
        _types = new Rarity(_features.Select(static features => features.Types));
        _words = new Rarity(_features.Select(static features => features.Words));
    }

    /// <summary>The errors most alike to one of them, best first.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<(int Index, double Score)> Nearest(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _features.Length);
        return [.. Enumerable.Range(0, _features.Length).Where(other => other != index)
            .Select(other => (other, Of(index, other))).OrderByDescending(static pair => pair.Item2).Take(count)];
    }

    /// <summary>How alike two of them are.</summary>
    /// <returns>0 to 1.</returns>
    public double Of(int one, int other)
    {
        Features a = _features[one];
        Features b = _features[other];
        double sum = CallWeight * _calls.Shared(a.Calls, b.Calls, Decay) + TypeWeight * _types.Shared(a.Types, b.Types, Decay)
            + WordWeight * _words.Shared(a.Words, b.Words, 0) + (a.Exception == b.Exception ? ExceptionWeight : 0);
        return sum / (CallWeight + TypeWeight + WordWeight + ExceptionWeight);
    }

    private sealed partial record Features(string Exception, string[] Calls, string[] Types, string[] Words)
    {
        public static Features Of(ErrorEvent error)
        {
            IEnumerable<StackFrame> own = error.Frames.Where(static frame => frame.InApp);
            return new Features(
                error.Type,
                [.. own.Select(static frame => frame.Name).Distinct()],
                [.. own.Select(static frame => frame.Type).Distinct()],
                [.. Word().Matches(error.Message).Select(static match => match.Value).Take(MostWords).Distinct()]);
        }

        [GeneratedRegex(@"[A-Za-z_][A-Za-z_]+", RegexOptions.NonBacktracking)]
        private static partial Regex Word();
    }

    /// <summary>Inverse document frequency.</summary>
    private sealed class Rarity
    {
        private readonly Dictionary<string, int> _documents = [];
        private readonly int _count;

        public Rarity(IEnumerable<string[]> documents)
        {
            foreach (string[] document in documents)
            {
                _count++;
                foreach (string item in document)
                    _documents[item] = _documents.GetValueOrDefault(item) + 1;
            }
        }

        /// <returns>The weight of what both have, as a share of the weight of what either has.</returns>
        public double Shared(string[] a, string[] b, double decay)
        {
            if (a.Length == 0 || b.Length == 0)
                return 0;
            double shared = 0, all = 0;
            for (int i = 0; i < a.Length; i++)
            {
                double mine = Weight(a[i], i, decay);
                int there = Array.IndexOf(b, a[i]);
                double theirs = there < 0 ? 0 : Weight(b[there], there, decay);
                shared += Math.Min(mine, theirs);
                all += Math.Max(mine, theirs);
            }

            for (int i = 0; i < b.Length; i++)
            {
                if (Array.IndexOf(a, b[i]) < 0)
                    all += Weight(b[i], i, decay);
            }

            return all > 0 ? shared / all : 0;
        }

        private double Weight(string item, int place, double decay) => Math.Log(1 + (double)_count / _documents[item]) * Math.Exp(-decay * place);
    }
}
