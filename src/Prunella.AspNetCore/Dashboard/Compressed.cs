using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Sends a page in the form the browser takes.</summary>
/// <remarks>Pages hold nothing secret beside what a stranger could put into them: the one-time tickets stand on pages that repeat nothing of the request.</remarks>
internal static class Compressed
{
    public static async Task SendAsync(HttpContext context, byte[] plain)
    {
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!Accepts(context.Request, "br") || plain.Length < 1024)
        {
            context.Response.ContentLength = plain.Length;
            await context.Response.Body.WriteAsync(plain, context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentEncoding = "br";
        await using var stream = new BrotliStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await stream.WriteAsync(plain, context.RequestAborted);
    }

    /// <summary>Whether the browser takes an encoding.</summary>
    public static bool Accepts(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == encoding && accepted.Quality is not 0);
}
