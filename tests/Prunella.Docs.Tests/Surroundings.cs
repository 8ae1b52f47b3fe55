using Microsoft.AspNetCore.Builder;
using Prunella.Resilience;

/// <summary>What the code in the documentation finds in its surroundings. Compiled with each block.</summary>
public static class Surroundings
{
    public static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
    public static readonly WebApplication app = builder.Build();
    public static readonly HttpClient http = new();
    public static readonly SelfHealingEngine engine = new();
    public static readonly CancellationToken token;
    public static readonly CircuitBreaker breaker = new("any");

    public static Task<string> LoadAsync(CancellationToken cancellationToken) => Task.FromResult($"{cancellationToken.CanBeCanceled}");
}
