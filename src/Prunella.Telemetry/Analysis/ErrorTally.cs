using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Counts the errors of one statement, each exception by itself: one statement may tell of all that a program does not catch.</summary>
internal sealed class ErrorTally
{
    private const int Most = 8, Looked = 2000, ExampleBytes = 6000;
    private readonly Dictionary<ulong, Occurrences> _errors = [];

    public IEnumerable<Occurrences> Errors => _errors.Values;

    public void Add(in LogRecord record, int step, long order) => At(Exception(record.Text)).Add(record, step, order, ExampleBytes);

    public void Absorb(ErrorTally other)
    {
        foreach ((ulong exception, Occurrences theirs) in other._errors)
            At(exception).Absorb(theirs);
    }

    public void Move(TimeAxis axis, int folds, long oldBase)
    {
        foreach (Occurrences errors in _errors.Values)
            axis.Move(errors.Times, folds, oldBase);
    }

    // Further ones count as those without an exception.
    private Occurrences At(ulong exception)
    {
        if (_errors.Count >= Most && !_errors.ContainsKey(exception))
            exception = 0;
        if (!_errors.TryGetValue(exception, out Occurrences? errors))
            _errors.Add(exception, errors = new Occurrences());
        return errors;
    }

    private static ulong Exception(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, Looked)];
        int end = text.IndexOf("Exception"u8);
        if (end < 0)
            return 0;
        int start = end;
        while (start > 0 && (char.IsAsciiLetterOrDigit((char)text[start - 1]) || text[start - 1] == '.'))
            start--;
        return Mix.Of(text[start..end]) | 1;
    }
}
