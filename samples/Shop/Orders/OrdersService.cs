using Microsoft.AspNetCore.Mvc;
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
        builder.Services.AddSingleton(new InventoryClient(builder.Configuration.GetAddress("INVENTORY_URL", port: 5103)));
        builder.Services.AddSingleton<OrderDesk>();

        WebApplication app = builder.Build();
        app.UseShopDefaults(app.Services.GetRequiredService<OrderDatabase>().IsReadable);
        app.MapFaults();
        app.MapPost("/orders", PlaceAsync);
        app.MapGet("/orders/{id:guid}", Find);
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
