using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Shop.Faults;

/// <summary>The endpoints under <c>/faults</c>. They exist only where the setting <c>SHOP_FAULTS</c> is 1, and every fault ends by itself.</summary>
public static class FaultEndpoints
{
    /// <summary>Makes the faults ready, and crashes at once where <c>/faults/crash-on-start</c> asked for it before.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="stateDirectory">Where the count of asked crashes outlives the process.</param>
    public static void AddFaults(this IHostApplicationBuilder builder, string stateDirectory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<Changes>(); // services ask it; it can not be switched without the endpoints
        if (builder.Configuration["SHOP_FAULTS"] != "1")
            return;

        var startCrashes = new StartCrashes(stateDirectory);
        if (startCrashes.Take())
            ProcessEnd.Crash("asked to crash on start");
        builder.Services.AddSingleton(startCrashes);
        builder.Services.AddSingleton<RequestFaults>();
        builder.Services.AddSingleton<PoolStarvation>();
        builder.Services.AddSingleton<MemoryLeak>();
        builder.Services.AddSingleton<ProcessorSpin>();
    }

    /// <summary>Maps the endpoints and lets the faults into every request that is mapped. Nothing without <see cref="AddFaults"/>.</summary>
    public static void MapFaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetService<RequestFaults>() is not { } requests)
            return;

        app.Use(requests.InvokeAsync);
        RouteGroupBuilder faults = app.MapGroup(RequestFaults.Path);
        MapRequestFaults(faults);
        MapResourceFaults(faults);
        MapEnds(faults);
        faults.MapPost("/change", static (Changes changes, ShopChange name, int percent = 100, double seconds = 60) =>
            Accept(() => changes.Turn(name, percent, FaultTime.Of(seconds))));
        faults.MapGet("/requests", static (RequestFaults requests) =>
            TypedResults.Text(requests.Received.ToString(CultureInfo.InvariantCulture)));
        faults.MapPost("/clear", static (RequestFaults requests, PoolStarvation starvation, MemoryLeak leak, ProcessorSpin spin, StartCrashes starts, Changes changes) =>
        {
            changes.Clear();
            requests.Clear();
            starvation.Stop();
            leak.Stop();
            spin.Stop();
            starts.Set(0);
            return TypedResults.Ok();
        });
    }

    private static void MapRequestFaults(RouteGroupBuilder faults)
    {
        faults.MapPost("/hang", static (RequestFaults requests, double seconds = 60) =>
            Accept(() => requests.Hang(FaultTime.Of(seconds))));
        faults.MapPost("/slow", static (RequestFaults requests, double ms = 1000, double seconds = 30) =>
            Accept(() => requests.Slow(FaultTime.Of(ms / 1000), FaultTime.Of(seconds))));
        faults.MapPost("/wrong", static (RequestFaults requests, int percent = 100, double seconds = 30) =>
            Accept(() => requests.AnswerWrongly(percent, FaultTime.Of(seconds))));
        faults.MapPost("/errors", static (RequestFaults requests, int percent = 100, double seconds = 30) =>
            Accept(() => requests.Fail(percent, FaultTime.Of(seconds))));
    }

    private static void MapResourceFaults(RouteGroupBuilder faults)
    {
        faults.MapPost("/starve", static (PoolStarvation starvation, double seconds = 30) =>
            Accept(() => starvation.Start(FaultTime.Of(seconds))));
        faults.MapPost("/leak", static (MemoryLeak leak, int mb_per_s = 32, int max_mb = 256, double seconds = 60) =>
            Accept(() => leak.Start(mb_per_s, max_mb, FaultTime.Of(seconds))));
        faults.MapPost("/spin", static (ProcessorSpin spin, double seconds = 30, int threads = 1) =>
            Accept(() => spin.Start(threads, FaultTime.Of(seconds))));
    }

    private static void MapEnds(RouteGroupBuilder faults)
    {
        faults.MapPost("/crash", static () => Accept(static () => ProcessEnd.Soon(static () => ProcessEnd.Crash("asked to crash"))));
        faults.MapPost("/exit", static (int code = 0) => Accept(() => ProcessEnd.Soon(() => Environment.Exit(code))));
        faults.MapPost("/crash-on-start", static (StartCrashes starts, int times = 1) => Accept(() => starts.Set(times)));
    }

    private static Results<Accepted, ProblemHttpResult> Accept(Action start)
    {
        try
        {
            start();
            return TypedResults.Accepted((string?)null);
        }
        catch (ArgumentOutOfRangeException error)
        {
            return TypedResults.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
