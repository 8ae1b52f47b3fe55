using System.Net;
using System.Net.Http.Headers;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>An answer over HTTP, held in memory: it can be checked, kept, and given to many.</summary>
internal sealed class HttpAnswer
{
    private readonly List<KeyValuePair<string, string[]>> _headers;
    private readonly List<KeyValuePair<string, string[]>> _contentHeaders;
    private readonly Version _version;
    private readonly long _received;
    private readonly byte[] _body;

    private HttpAnswer(HttpResponseMessage response, byte[] body, long received)
    {
        Status = response.StatusCode;
        RetryAfter = response.Headers.RetryAfter;
        ContentType = response.Content.Headers.ContentType?.ToString();
        _version = response.Version;
        _body = body;
        _received = received;
        _headers = Listed(response.Headers);
        _contentHeaders = Listed(response.Content.Headers);
    }

    public HttpStatusCode Status { get; }

    public string? ContentType { get; }

    public RetryConditionHeaderValue? RetryAfter { get; }

    public ReadOnlyMemory<byte> Body => _body;

    public int Size => _body.Length + _headers.Concat(_contentHeaders).Sum(static header => header.Key.Length + header.Value.Sum(static value => value.Length)) * sizeof(char);

    public static async Task<HttpAnswer> FromAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken) =>
        new(response, await response.Content.ReadAsByteArrayAsync(cancellationToken), time.GetTimestamp());

    public static Judgement Judge(HttpStatusCode status, RetryConditionHeaderValue? retryAfter)
    {
        OutcomeKind kind = OutcomeClassifier.OfStatus(status);
        // A date would need the other side's clock; the seconds are what is sent in practice.
        TimeSpan? wait = retryAfter?.Delta;
        return new Judgement(kind == OutcomeKind.Error && status == HttpStatusCode.ServiceUnavailable && wait is not null ? OutcomeKind.Overload : kind, wait);
    }

    public HttpResponseMessage ToResponse(HttpRequestMessage request, bool isStale, TimeProvider time)
    {
        HttpResponseMessage response = new(Status) { Version = _version, RequestMessage = request, Content = new ByteArrayContent(_body) };
        foreach ((string name, string[] values) in _headers)
            _ = response.Headers.TryAddWithoutValidation(name, values);
        foreach ((string name, string[] values) in _contentHeaders)
            _ = response.Content.Headers.TryAddWithoutValidation(name, values);
        if (isStale)
        {
            response.Headers.Age = time.GetElapsedTime(_received);
            _ = response.Headers.TryAddWithoutValidation("X-Prunella-Stale", "true");
        }

        return response;
    }

    private static List<KeyValuePair<string, string[]>> Listed(HttpHeaders headers) =>
        [.. headers.NonValidated.Select(static header => KeyValuePair.Create(header.Key, header.Value.ToArray()))];
}
