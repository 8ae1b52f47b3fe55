using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Prunella.Cli.Dashboard;

/// <summary>Lets in whoever holds the address that was printed: its token is good once and is exchanged for a cookie that no script reads and no other site sends along.</summary>
/// <remarks>
/// Everybody on this machine reaches a loopback port, and any web page may send a browser there. The token keeps out the others, the
/// cookie's SameSite the pages, and the look at the Host header a stranger's DNS name that was turned to 127.0.0.1.
/// </remarks>
/// <param name="port">The port that is listened on.</param>
/// <param name="user">Who started the agent, and is meant by the printed address.</param>
/// <param name="time">The clock.</param>
/// <param name="scrape">Lets in who scrapes metrics.</param>
/// <param name="onUsed">Told when the token was used up: there is a new one.</param>
[SupportedOSPlatform("linux")]
internal sealed class SignIn(int port, string user, TimeProvider time, ScrapeToken scrape, Action onUsed)
{
    public const string Path = "/enter";
    private const int MostSessions = 64;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);
    private readonly string _cookie = $"prunella-{port}";
    private string _token = NewSecret();

    /// <summary>The token that is good at this moment.</summary>
    public string Token => Volatile.Read(ref _token);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next, string home)
    {
        if (!IsOurs(context.Request.Host))
        {
            await SayAsync(context, StatusCodes.Status421MisdirectedRequest, "This is no address of the dashboard.");
            return;
        }

        if (context.Request.Path == ScrapeToken.Path)
        {
            if (scrape.Allows(context.Request))
                await next(context);
            else
                await SayAsync(context, StatusCodes.Status401Unauthorized, "Send the token that lies beside the agent's socket: Authorization: Bearer …");
            return;
        }

        if (context.Request.Path == Path)
        {
            await ExchangeAsync(context, home);
            return;
        }

        if (context.Request.Cookies[_cookie] is not { Length: 64 } session || !_sessions.TryGetValue(Hash(session), out DateTimeOffset until) || time.GetUtcNow() > until)
        {
            await SayAsync(context, StatusCodes.Status401Unauthorized, "Open the address that prunella printed, or ask for a new one: prunella dashboard");
            return;
        }

        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "prunella"));
        await next(context);
    }

    private async Task ExchangeAsync(HttpContext context, string home)
    {
        string given = context.Request.Query["token"].ToString();
        string wanted = Token;
        if (!HttpMethods.IsGet(context.Request.Method)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted))
            || Interlocked.CompareExchange(ref _token, NewSecret(), wanted) != wanted)
        {
            await SayAsync(context, StatusCodes.Status401Unauthorized, "This address was used before. Ask for a new one: prunella dashboard");
            return;
        }

        onUsed();
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string old, _) in _sessions.OrderBy(static pair => pair.Value).SkipLast(MostSessions - 1).Concat(_sessions.Where(pair => pair.Value < now)).ToArray())
            _ = _sessions.TryRemove(old, out _);
        string session = NewSecret();
        _sessions[Hash(session)] = now + Lifetime;
        context.Response.Cookies.Append(_cookie, session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = home, IsEssential = true });
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = home + "/";
    }

    private bool IsOurs(HostString host) => host.Port == port && host.Host is ("127.0.0.1" or "localhost");

    private static async Task SayAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        await context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    // What lies in memory lets nobody in.
    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
