using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shop.Hosting;

/// <summary>Answers 503 with <c>Retry-After</c> where something needed is away, and 500 where the service itself is at fault.</summary>
internal sealed class FailureAnswers(RequestDelegate next, IProblemDetailsService problems, ILogger<FailureAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; nobody reads an answer, but telemetry.
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (UnavailableException error) when (!context.Response.HasStarted)
        {
            logger.Unavailable(context.Request.Path, error.Message);
            context.Response.Headers.RetryAfter = "1";
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "Something this needs is away. Please try again.");
        }
        catch (Exception error) when (error is not BadHttpRequestException && !context.Response.HasStarted)
        {
            logger.Failed(context.Request.Path, error);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, "The service failed.");
        }
    }

    private async Task AnswerAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        await problems.WriteAsync(new() { HttpContext = context, ProblemDetails = { Status = status, Detail = detail } });
    }
}
