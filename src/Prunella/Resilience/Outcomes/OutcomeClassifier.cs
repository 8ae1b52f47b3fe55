using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Prunella.Resilience;

/// <summary>What an exception says about the dependency.</summary>
public static class OutcomeClassifier
{
    /// <summary>The kind of <paramref name="error"/> by its type; where it is a status of HTTP, by that.</summary>
    public static OutcomeKind Of(Exception error) => error switch
    {
        TimeoutException => OutcomeKind.Timeout,
        OperationCanceledException { InnerException: TimeoutException } => OutcomeKind.Timeout, // HttpClient.Timeout
        OperationCanceledException => OutcomeKind.Error, // not the caller, who is known before this is asked
        HttpRequestException { StatusCode: { } status } => OfStatus(status),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => OutcomeKind.Refused,
        HttpRequestException { InnerException: SocketException } or SocketException => OutcomeKind.Refused,
        InvalidResponseException => OutcomeKind.Invalid,
        CallRejectedException => OutcomeKind.Overload, // a dependency's dependency: neither of them is to be called more
        ArgumentException or IllegalTransitionException or NotImplementedException => OutcomeKind.CallerFault,
        _ => OutcomeKind.Error,
    };

    /// <summary>The kind of an answer with this status.</summary>
    public static OutcomeKind OfStatus(HttpStatusCode status) => (int)status switch
    {
        408 or 504 => OutcomeKind.Timeout,
        429 => OutcomeKind.Overload,
        >= 500 => OutcomeKind.Error,
        >= 400 => OutcomeKind.CallerFault,
        _ => OutcomeKind.Success,
    };
}
