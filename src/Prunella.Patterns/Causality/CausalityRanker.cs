using System.Runtime.InteropServices;

namespace Prunella.Patterns.Causality;

/// <summary>Says which commits most likely caused a failure, from its trace and the history alone.</summary>
/// <remarks>
/// Two kinds of evidence. Files and functions of the trace, and the file that a failing test is named after, vote for the commits that changed them, the
/// newest most: the idea of Fonte (An, Kwon, Choi and Yoo, 2023), with the trace in place of coverage. And the words of the test, its subject and its
/// message, weighed by how rare they are in the history, speak for commits whose functions, tests, files or subjects bear the same words. A commit
/// that changes much at once is a weaker suspect for each of its files.
/// </remarks>
public static class CausalityRanker
{
    private const double AgeDecay = 0.75; // what each newer change of the same file or function leaves of a vote
    private const double DeletedWeight = 0.5; // of a deleted line, against an added one
    private const double TextWeight = 0.3; // of words against votes
    private const double OldestShare = 0.7; // what is left of the score of the oldest commit
    private const int MostReasons = 4;

    /// <summary>All commits, the likeliest first; of those for which nothing speaks the newest first.</summary>
    /// <param name="failures">What failed.</param>
    /// <param name="history">The commits that may have caused it, the oldest first.</param>
    public static IReadOnlyList<CommitSuspect> Rank(IReadOnlyList<FailureEvidence> failures, IReadOnlyList<Commit> history)
    {
        ArgumentNullException.ThrowIfNull(failures);
        ArgumentNullException.ThrowIfNull(history);
        var suspicion = new Suspicion(failures);
        CommitWords[] words = [.. history.Select(CommitWords.Of)];
        Dictionary<string, int> frequency = Frequency(words);
        var newer = new Dictionary<(string File, string Function), int>();
        var suspects = new List<CommitSuspect>(history.Count);
        for (int i = history.Count - 1; i >= 0; i--)
        {
            List<(double Weight, string Words)> reasons = [];
            double score = Votes(history[i], suspicion, newer, reasons) + TextWeight * Shared(words[i], suspicion, frequency, history.Count, reasons);
            double age = (double)(history.Count - 1 - i) / history.Count;
            suspects.Add(new CommitSuspect(history[i], score * (1 - (1 - OldestShare) * age), [.. reasons.OrderByDescending(static reason => reason.Weight).Take(MostReasons).Select(static reason => reason.Words)]));
        }

        return [.. suspects.OrderByDescending(static suspect => suspect.Score)]; // stable: the newest first among equals
    }

    private static double Votes(Commit commit, Suspicion suspicion, Dictionary<(string File, string Function), int> newer, List<(double Weight, string Words)> reasons)
    {
        int files = Math.Max(1, commit.Files.Count(static file => !file.IsTest));
        double sum = 0;
        foreach (FileChange file in commit.Files)
        {
            if (file.IsTest || file.Added + file.Deleted == 0)
                continue;
            double vote = Vote(suspicion.OfFile(file.Stem), (file.Stem, ""), newer);
            string? what = vote > 0 ? $"it changed {file.Stem}, which the failure points at" : null;
            foreach (string function in file.Functions)
            {
                double more = Vote(suspicion.OfFunction(file.Stem, function), (file.Stem, function), newer);
                if (more > 0)
                    what = $"it changed {function} in {file.Stem}, which is in the trace";
                vote += more;
            }

            if (what is null)
                continue;
            vote *= Math.Sqrt((Math.Log(1 + file.Added) + DeletedWeight * Math.Log(1 + file.Deleted)) / files);
            reasons.Add((vote, what));
            sum += vote;
        }

        return sum;
    }

    private static double Vote(double weight, (string File, string Function) place, Dictionary<(string File, string Function), int> newer) =>
        weight > 0 ? weight * Math.Pow(AgeDecay, CollectionsMarshal.GetValueRefOrAddDefault(newer, place, out _)++) : 0;

    private static double Shared(CommitWords commit, Suspicion suspicion, Dictionary<string, int> frequency, int commits, List<(double Weight, string Words)> reasons)
    {
        double sum = 0;
        List<string> shared = [];
        foreach ((string word, double weight) in suspicion.Words)
        {
            if (!commit.Weights.TryGetValue(word, out double bears))
                continue;
            sum += weight * bears * Math.Log((commits + 1) / (frequency[word] + 0.5));
            shared.Add(word);
        }

        double evidence = sum / (1 + 0.3 * Math.Log(1 + commit.Weights.Count)); // many words share some by chance
        if (shared.Count > 0)
            reasons.Add((TextWeight * evidence, $"it shares the words {string.Join(", ", shared.OrderBy(word => frequency[word]).ThenBy(static word => word, StringComparer.Ordinal).Take(5))} with the failure"));
        return evidence;
    }

    private static Dictionary<string, int> Frequency(CommitWords[] commits)
    {
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in commits.SelectMany(static commit => commit.Weights.Keys))
            CollectionsMarshal.GetValueRefOrAddDefault(frequency, word, out _)++;
        return frequency;
    }
}
