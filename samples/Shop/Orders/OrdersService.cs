using Microsoft.AspNetCore.Mvc;
using Prunella.AspNetCore;
using Prunella.Resilience;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>The service that takes orders and keeps them.</summary>
public static class OrdersService
{
    /// <summary>The service, built but not started; its database is open.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = ShopService.CreateBuilder(args, port: 5102);
        string state = ShopService.StateDirectory(builder.Configuration, "orders");
        builder.AddFaults(state);
        builder.Services.AddSingleton(OrderDatabase.Open(Path.Combine(state, "orders.db")));
        builder.Services.AddSingleton<OrderWriter>();
        builder.AddDownstream<InventoryClient>(
            InventoryClient.Service, builder.Configuration.GetAddress("INVENTORY_URL", port: 5103), InventoryClient.Protection, InventoryClient.Configure);
        builder.Services.Configure<SelfHealingOptions>(static all => all.Services[StockDesk.Service] = StockDesk.Protection);
        builder.Services.AddSingleton<PriceBook>();
        builder.Services.AddTransient<StockDesk>();
        builder.Services.AddScoped<OrderDesk>();
        builder.Services.AddHostedService<OrderConfirmer>();

        WebApplication app = builder.Build();
        app.UseShopDefaults(app.Services.GetRequiredService<OrderDatabase>().IsReadable);
        app.MapFaults();
        app.MapPost("/orders", PlaceAsync).WithoutSelfHealing(); // what it calls heals itself
        app.MapGet("/orders/{id:guid}", Find).WithSelfHealing("orders-db");
        return app;
    }

    private static async Task<IResult> PlaceAsync(
        NewOrder wanted, [FromHeader(Name = "Idempotency-Key")] string? key, OrderDesk desk, CancellationToken cancellation)
    {
        if (OrderRules.Check(wanted, key) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        return await desk.PlaceAsync(wanted, key, cancellation) switch
        {
            { Value: { } order } => TypedResults.Created($"/orders/{order.Id}", order),
            var refused => TypedResults.Problem(refused.Refusal!),
        };
    }

    private static IResult Find(Guid id, OrderDatabase database) =>
        database.Find(id) is { } order
            ? TypedResults.Ok(order)
            : TypedResults.Problem($"There is no order {id}.", statusCode: StatusCodes.Status404NotFound);
}
