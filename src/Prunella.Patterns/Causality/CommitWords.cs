namespace Prunella.Patterns.Causality;

/// <summary>The words of a commit, each with the weight of the best place it stands in.</summary>
internal sealed record CommitWords(IReadOnlyDictionary<string, double> Weights)
{
    private const double SubjectWeight = 1, FunctionWeight = 1, FileWeight = 0.5;
    private const double TestWeight = 2; // a change that brings a test of this name knew of what failed

    public static CommitWords Of(Commit commit)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        Take(commit.Subject, SubjectWeight);
        foreach (FileChange file in commit.Files)
        {
            Take(file.Stem, FileWeight);
            foreach (string function in file.Functions)
                Take(function, file.IsTest ? TestWeight : FunctionWeight);
        }

        return new CommitWords(weights);

        void Take(string text, double weight)
        {
            foreach (string word in NameWords.Of(text))
                weights[word] = Math.Max(weight, weights.GetValueOrDefault(word));
        }
    }
}
