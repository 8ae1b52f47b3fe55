using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Prunella.AspNetCore;
using Prunella.Resilience;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;
using Shop.Hosting.Telemetry;

namespace Shop.Orders;

/// <summary>The service that takes orders and keeps them.</summary>
public static class OrdersService
{
    /// <summary>The service, built but not started; its database is open.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = ShopService.CreateBuilder(args, "orders", port: 5102);
        string state = ShopService.StateDirectory(builder.Configuration, "orders");
        builder.AddFaults(state);
        builder.Services.AddSingleton(provider => OrderDatabase.Open(Path.Combine(state, "orders.db"), provider.GetRequiredService<Changes>()));
        builder.Services.AddSingleton<OrderWriter>();
        builder.AddDownstream<InventoryClient>(
            InventoryClient.Service, builder.Configuration.GetAddress("INVENTORY_URL", port: 5103), InventoryClient.Protection, InventoryClient.Configure);
        builder.Services.Configure<SelfHealingOptions>(static all => all.Services[StockDesk.Service] = StockDesk.Protection);
        builder.Services.AddSingleton<PriceBook>();
        builder.Services.AddTransient<StockDesk>();
        builder.Services.AddScoped<OrderMoves>();
        builder.Services.AddScoped<OrderDesk>();
        builder.Services.AddHostedService<OrderConfirmer>();

        WebApplication app = builder.Build();
        app.UseShopDefaults(app.Services.GetRequiredService<OrderDatabase>().IsReadable);
        app.MapFaults();
        app.MapPost("/orders", PlaceAsync).WithoutSelfHealing(); // what it calls heals itself
        app.MapGet("/orders/{id:guid}", Find).WithSelfHealing("orders-db");
        app.MapPost("/orders/{id:guid}/shipment", static async (Guid id, OrderMoves moves) => AnswerOf(id, await moves.ShipAsync(id), OrderStatus.Shipped)).WithoutSelfHealing();
        app.MapDelete("/orders/{id:guid}", static async (Guid id, OrderMoves moves) => AnswerOf(id, await moves.CancelAsync(id), OrderStatus.Cancelled)).WithoutSelfHealing();
        return app;
    }

    private static async Task<IResult> PlaceAsync(
        NewOrder wanted, [FromHeader(Name = "Idempotency-Key")] string? key, OrderDesk desk, Changes changes, ILogger<OrderDesk> logger, CancellationToken cancellation)
    {
        Guid id = desk.IdOf(string.IsNullOrEmpty(key) ? null : key);
        Stock? early = changes.Hits(ShopChange.ReserveFirst) ? await desk.ReserveAsync(id, wanted, cancellation) : null;
        if (!changes.Hits(ShopChange.SkipCheck))
        {
            using Activity? check = ShopTelemetry.Begin("check order");
            if (OrderRules.Check(wanted, key) is { Count: > 0 } errors)
                return TypedResults.ValidationProblem(errors);
        }

        logger.Received(id, wanted.Quantity, wanted.Sku);
        Answer<Order> answer = await desk.PlaceAsync(id, wanted, key, early, cancellation);
        if (answer.Value is not { } order)
            return TypedResults.Problem(answer.Refusal!);
        return TypedResults.Created($"/orders/{order.Id}", order);
    }

    private static IResult Find(Guid id, OrderDatabase database) =>
        database.Find(id) is { } order ? TypedResults.Ok(order) : Unknown(id);

    private static IResult AnswerOf(Guid id, Order? order, OrderStatus wanted) => order switch
    {
        null => Unknown(id),
        { Status: var status } when status != wanted => TypedResults.Problem($"The order is {status}.", statusCode: StatusCodes.Status409Conflict),
        _ => TypedResults.Ok(order),
    };

    private static ProblemHttpResult Unknown(Guid id) => TypedResults.Problem($"There is no order {id}.", statusCode: StatusCodes.Status404NotFound);
}
