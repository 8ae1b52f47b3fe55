namespace Prunella.Resilience;

/// <summary>Why an attempt is not a success: an exception, a bad answer, or a rejection.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
internal readonly struct Failure<T>
{
    private Failure(OutcomeKind kind, Exception? error, T? answer, bool hasAnswer, Rejection rejection, TimeSpan? retryAfter)
    {
        Kind = kind;
        Error = error;
        Answer = answer;
        HasAnswer = hasAnswer;
        Rejection = rejection;
        RetryAfter = retryAfter;
    }

    public OutcomeKind Kind { get; }

    public Exception? Error { get; }

    /// <summary>The bad answer: it stands if nothing better comes.</summary>
    public T? Answer { get; }

    public bool HasAnswer { get; }

    public Rejection Rejection { get; }

    public TimeSpan? RetryAfter { get; }

    public string Reason => Rejection != Rejection.None ? Rejection.ToString() : Kind.ToString();

    public static Failure<T> Of(OutcomeKind kind, Exception error) => new(kind, error, default, false, Rejection.None, null);

    public static Failure<T> Of(Judgement judgement, T answer) => new(judgement.Kind, null, answer, true, Rejection.None, judgement.RetryAfter);

    public static Failure<T> Of(Rejection rejection, TimeSpan retryAfter) => new(OutcomeKind.Overload, null, default, false, rejection, retryAfter);
}
