using Microsoft.AspNetCore.Http;

namespace Shop.Faults;

/// <summary>Answers that claim success and are none: the three kinds in turn.</summary>
internal static class WrongAnswer
{
    public static Task WriteAsync(HttpResponse response, long number)
    {
        (string type, string body) = (number % 3) switch
        {
            0 => ("application/json", """{"id":"4f2c"""),
            1 => ("text/html", "<html><body>It works!</body></html>"),
            _ => ("application/json", """{"error":"internal"}"""),
        };
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type;
        return response.WriteAsync(body);
    }
}
