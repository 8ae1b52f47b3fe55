using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Prunella.AspNetCore;

/// <summary>An answer held in memory: it can be checked before it is sent, and sent again.</summary>
internal sealed class BufferedResult : IResult, IStatusCodeHttpResult
{
    private readonly KeyValuePair<string, StringValues>[] _headers;

    private BufferedResult(int status, KeyValuePair<string, StringValues>[] headers, byte[] body)
    {
        StatusCode = status;
        _headers = headers;
        Body = body;
    }

    public int? StatusCode { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public string? ContentType => Array.Find(_headers, static header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;

    public int Size => Body.Length + _headers.Sum(static header => header.Key.Length + header.Value.ToString().Length) * sizeof(char);

    /// <summary>Carries a result out into memory, and leaves the response as it was.</summary>
    public static async ValueTask<BufferedResult> FromAsync(HttpContext context, object? result)
    {
        HttpResponse response = context.Response;
        IHttpResponseBodyFeature body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        Dictionary<string, StringValues> before = new(response.Headers, StringComparer.OrdinalIgnoreCase);
        int statusBefore = response.StatusCode;
        using MemoryStream memory = new();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(memory));
        try
        {
            await AsResult(result).ExecuteAsync(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
            KeyValuePair<string, StringValues>[] headers =
                [.. response.Headers.Where(header => !before.TryGetValue(header.Key, out StringValues old) || old != header.Value)];
            return new BufferedResult(response.StatusCode, headers, memory.ToArray());
        }
        finally
        {
            context.Features.Set(body);
            response.StatusCode = statusBefore;
            response.Headers.Clear();
            foreach ((string name, StringValues value) in before)
                response.Headers[name] = value;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = StatusCode!.Value;
        foreach ((string name, StringValues value) in _headers)
            response.Headers[name] = value;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }

    private static IResult AsResult(object? result) => result switch
    {
        IResult own => own,
        string text => TypedResults.Text(text),
        null => TypedResults.Ok(),
        _ => Results.Json(result),
    };
}
