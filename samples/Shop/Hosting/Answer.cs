using Microsoft.AspNetCore.Mvc;

namespace Shop.Hosting;

/// <summary>What another service answered: a value, or its refusal (a 4xx status).</summary>
/// <param name="Value">The value; null where it refused.</param>
/// <param name="Refusal">Why it refused; null where it did not.</param>
public readonly record struct Answer<T>(T? Value, ProblemDetails? Refusal)
    where T : class;
