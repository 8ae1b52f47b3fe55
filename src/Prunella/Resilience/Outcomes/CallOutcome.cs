using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Prunella.Resilience;

/// <summary>How a call ended, for those who do not want an exception for what is daily bread.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
public readonly struct CallOutcome<T>
{
    private readonly T? _value;

    internal CallOutcome(T value) => _value = value;

    internal CallOutcome(Exception error) => Error = error;

    internal CallOutcome(Rejection rejection, string service, TimeSpan retryAfter)
    {
        Rejection = rejection;
        Service = service;
        RetryAfter = retryAfter;
    }

    /// <summary>Why it was not made; <see cref="Rejection.None"/> where it was.</summary>
    public Rejection Rejection { get; }

    /// <summary>What was thrown; null where there is an answer or a rejection.</summary>
    public Exception? Error { get; }

    /// <summary>How long a caller who was turned away had better wait; zero where that is not known.</summary>
    public TimeSpan RetryAfter { get; }

    private string? Service { get; }

    /// <summary>Gives the answer where there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return Rejection == Rejection.None && Error is null;
    }

    /// <summary>The answer, or the exception that tells why there is none.</summary>
    public T GetOrThrow()
    {
        if (Error is not null)
            ExceptionDispatchInfo.Throw(Error);
        return Rejection == Rejection.None ? _value! : throw Rejections.ToException(Rejection, Service!, RetryAfter);
    }
}
