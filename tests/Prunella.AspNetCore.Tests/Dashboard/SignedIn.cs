using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Prunella.AspNetCore.Tests.Dashboard;

/// <summary>Signs in whomever the header names; their roles stand behind the name, as <c>ada:operator</c>.</summary>
internal sealed class SignedIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Header = "X-Test-User";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 } value])
            return Task.FromResult(AuthenticateResult.NoResult());
        string[] parts = value.Split(':');
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, parts[0]), .. parts.Skip(1).Select(static role => new Claim(ClaimTypes.Role, role))], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }
}
