using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Prunella.AspNetCore.Dashboard.Access;

/// <summary>Tells one browser from another by a cookie that no script reads and no other site sends along.</summary>
internal static class Seat
{
    public const string Cookie = "prunella-seat";

    /// <summary>The browser's mark; empty where it has none.</summary>
    public static string Of(HttpContext context) => context.Request.Cookies[Cookie] is { Length: 64 } seat ? seat : string.Empty;

    /// <summary>The browser's mark, given to it now where it has none.</summary>
    public static string Take(HttpContext context)
    {
        if (Of(context) is { Length: > 0 } known)
            return known;
        string seat = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        context.Response.Cookies.Append(Cookie, seat, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true,
        });
        return seat;
    }
}
