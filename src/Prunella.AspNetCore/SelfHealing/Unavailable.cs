using System.Globalization;
using Microsoft.AspNetCore.Http;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>The answer to a request that was turned away: 503, and when to come again.</summary>
internal static class Unavailable
{
    public static IResult Answer(HttpContext context, CallRejectedException rejection)
    {
        int seconds = (int)Math.Ceiling(rejection.RetryAfter.TotalSeconds);
        if (seconds > 0)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(rejection.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
