using System.Runtime.InteropServices;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Causality;

/// <summary>What failures point at: files, functions within them, and words; each with a weight.</summary>
internal sealed class Suspicion
{
    private const double FileWeight = 1, FunctionWeight = 3; // of the innermost call
    private const double DepthDecay = 0.25; // the fifth call counts half
    private const double SubjectWeight = 0.5; // of the file that a test is named after
    private const double TestWordWeight = 1, SubjectWordWeight = 0.5, MessageWordWeight = 0.3;

    private readonly Dictionary<string, double> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Function), double> _functions = [];
    private readonly Dictionary<string, double> _words = new(StringComparer.Ordinal);

    public Suspicion(IReadOnlyList<FailureEvidence> failures)
    {
        double share = 1.0 / Math.Max(1, failures.Count);
        foreach (FailureEvidence failure in failures)
        {
            foreach (IReadOnlyList<StackFrame> trace in failure.Traces)
                Point(trace, share);
            foreach (string word in NameWords.Of(failure.TestMethod ?? ""))
                Add(_words, word, TestWordWeight * share);
            foreach (string word in NameWords.Of(failure.Message))
                Add(_words, word, MessageWordWeight * share);
            if (failure.TestType is not { Length: > 0 } test)
                continue;
            string subject = TestName.Subject(test);
            Add(_files, subject, SubjectWeight * share);
            foreach (string word in NameWords.Of(subject))
                Add(_words, word, SubjectWordWeight * share);
        }
    }

    public IReadOnlyDictionary<string, double> Words => _words;

    public double OfFile(string stem) => _files.GetValueOrDefault(stem);

    public double OfFunction(string stem, string function) => _functions.GetValueOrDefault((stem, function));

    private void Point(IReadOnlyList<StackFrame> trace, double share)
    {
        int depth = 0;
        foreach (StackFrame frame in trace)
        {
            if (!frame.InApp || TestName.IsTest(frame))
                continue;
            double weight = share / (1 + DepthDecay * depth++);
            string type = TestName.LastOf(frame.Type), file = frame.File is { } path ? Path.GetFileNameWithoutExtension(path) : type;
            Add(_files, file, FileWeight * weight);
            Add(_functions, (file, frame.Method is "<init>" or ".ctor" ? type : frame.Method), FunctionWeight * weight);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, double> sums, TKey key, double weight)
        where TKey : notnull => CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) += weight;
}
