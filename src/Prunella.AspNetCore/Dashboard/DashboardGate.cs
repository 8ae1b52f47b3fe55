using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prunella.AspNetCore.Dashboard.Access;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Who may enter, and what they may do: by policies, or, in Development without any, everybody who sits at this machine.</summary>
internal sealed class DashboardGate
{
    private readonly DashboardOptions _options;

    /// <exception cref="InvalidOperationException">There is no policy and this is not Development, or a policy does not exist.</exception>
    public DashboardGate(IServiceProvider services, DashboardOptions options)
    {
        _options = options;
        if (options.ViewPolicy is null)
        {
            if (services.GetService<IHostEnvironment>()?.IsDevelopment() != true)
            {
                throw new InvalidOperationException(
                    "The dashboard has no authorization policy, and outside Development it opens to nobody without one. Set Prunella:Dashboard:ViewPolicy "
                    + "(and OperatePolicy, ApprovePolicy for those who may act), or app.MapPrunella(configure: options => options.ViewPolicy = \"…\").");
            }

            return;
        }

        foreach ((string key, string? policy) in new[] { (nameof(options.ViewPolicy), options.ViewPolicy), (nameof(options.OperatePolicy), options.OperatePolicy), (nameof(options.ApprovePolicy), options.ApprovePolicy) })
        {
            if (policy is not null)
                Require(services, key, policy);
        }
    }

    /// <summary>Whether only those at this machine are let in, and may do everything.</summary>
    public bool IsLocal => _options.ViewPolicy is null;

    /// <summary>What somebody may do who has been let in.</summary>
    public async ValueTask<OperationLevel> LevelOfAsync(HttpContext context)
    {
        if (IsLocal)
            return OperationLevel.Approve;
        if (await HoldsAsync(context, _options.ApprovePolicy))
            return OperationLevel.Approve;
        return await HoldsAsync(context, _options.OperatePolicy) ? OperationLevel.Operate : OperationLevel.View;
    }

    /// <summary>The name of who is signed in; null where nobody is.</summary>
    public static string? NameOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true ? user.Identity.Name ?? user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "somebody signed in" : null;

    public bool LetsIn(HttpContext context) => !IsLocal || LocalGate.Allows(context);

    private static async ValueTask<bool> HoldsAsync(HttpContext context, string? policy) =>
        policy is not null
        && (await context.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, resource: null, policy)).Succeeded;

    private static void Require(IServiceProvider services, string key, string policy)
    {
        IAuthorizationPolicyProvider provider = services.GetService<IAuthorizationPolicyProvider>() ?? throw new InvalidOperationException(
            $"Prunella:Dashboard:{key} names the policy '{policy}', but there is no authorization: call builder.Services.AddAuthorization(…).");
        // Once, at the start; a provider that asks a server answers from there.
        if (provider.GetPolicyAsync(policy).GetAwaiter().GetResult() is null)
            throw new InvalidOperationException($"Prunella:Dashboard:{key} names the policy '{policy}', which does not exist: add it by AddAuthorization(options => options.AddPolicy(\"{policy}\", …)).");
    }
}
