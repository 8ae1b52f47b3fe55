using Microsoft.AspNetCore.Mvc;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>The answer of MVC to a request that was turned away.</summary>
internal sealed class RejectedActionResult(CallRejectedException rejection) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) =>
        Unavailable.Answer(context.HttpContext, rejection).ExecuteAsync(context.HttpContext);
}
