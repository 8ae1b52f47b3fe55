using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Causality;

/// <summary>What is known of one failure.</summary>
/// <param name="Message">What it said.</param>
/// <param name="Traces">Its stack traces, that of the outermost exception first; each with the innermost call first.</param>
/// <param name="TestType">The type of the test that failed; null where it was no test.</param>
/// <param name="TestMethod">The method of that test.</param>
public sealed record FailureEvidence(string Message, IReadOnlyList<IReadOnlyList<StackFrame>> Traces, string? TestType = null, string? TestMethod = null)
{
    /// <summary>The evidence that an error gives. A test is taken from the trace: the outermost call of the user's own that looks like one.</summary>
    public static FailureEvidence Of(ErrorEvent error)
    {
        ArgumentNullException.ThrowIfNull(error);
        StackFrame? test = error.Own.LastOrDefault(static frame => TestName.IsTest(frame));
        return new FailureEvidence(error.Message, [error.Frames], test?.Type, test?.Method);
    }

    /// <summary>A file that is under suspicion, without an error.</summary>
    public static FailureEvidence OfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FailureEvidence("", [[new StackFrame(Path.GetFileNameWithoutExtension(path), "", path, null, InApp: true)]]);
    }
}
