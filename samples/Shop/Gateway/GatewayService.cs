using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Prunella.AspNetCore;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting;

namespace Shop.Gateway;

/// <summary>The service that customers talk to.</summary>
public static class GatewayService
{
    private static readonly CatalogItem[] OwnCatalog = [new("selfheal-tea", "Self-heal tea, 100 g", 690, 1)];

    /// <summary>The service, built but not started.</summary>
    public static WebApplication Create(string[] args)
    {
        WebApplicationBuilder builder = ShopService.CreateBuilder(args, "gateway", port: 5101);
        builder.AddFaults(ShopService.StateDirectory(builder.Configuration, "gateway"));
        builder.AddDownstream<OrdersClient>(
            OrdersClient.Service, builder.Configuration.GetAddress("ORDERS_URL", port: 5102), OrdersClient.Protection, OrdersClient.Configure);
        builder.AddDownstream<InventoryClient>(
            InventoryClient.Service, builder.Configuration.GetAddress("INVENTORY_URL", port: 5103), InventoryClient.Protection, InventoryClient.Configure);

        WebApplication app = builder.Build();
        app.UseShopDefaults();
        app.MapFaults();
        // What these call heals itself; a second breaker round them would learn nothing more.
        app.MapPost("/orders", PlaceAsync).WithoutSelfHealing();
        app.MapGet("/orders/{id:guid}", FindAsync).WithoutSelfHealing();
        app.MapDelete("/orders/{id:guid}", CancelAsync).WithoutSelfHealing();
        app.MapPost("/orders/{id:guid}/shipment", ShipAsync).WithoutSelfHealing();
        app.MapGet("/orders/{id:guid}/status", StatusAsync).WithoutSelfHealing();
        app.MapGet("/orders/{id:guid}/invoice", InvoiceAsync).WithoutSelfHealing();
        app.MapGet("/catalog", CatalogAsync).WithoutSelfHealing();
        return app;
    }

    private static async Task<IResult> PlaceAsync(
        NewOrder wanted, [FromHeader(Name = "Idempotency-Key")] string? key, OrdersClient orders, InventoryClient inventory, Changes changes, CancellationToken cancellation)
    {
        if (changes.Hits(ShopChange.NewHost))
            await inventory.PingAsync(cancellation);
        return await orders.PlaceAsync(wanted, key, cancellation) switch
        {
            { Value: { } order } when changes.Hits(ShopChange.OtherStatus) => TypedResults.Accepted($"/orders/{order.Id}", order),
            { Value: { } order } => TypedResults.Created($"/orders/{order.Id}", order),
            var refused => TypedResults.Problem(refused.Refusal!),
        };
    }

    private static async Task<IResult> FindAsync(Guid id, OrdersClient orders, CancellationToken cancellation) =>
        AnswerOf(await orders.FindAsync(id, cancellation));

    private static async Task<IResult> CancelAsync(Guid id, OrdersClient orders, CancellationToken cancellation) =>
        AnswerOf(await orders.CancelAsync(id, cancellation));

    private static async Task<IResult> ShipAsync(Guid id, OrdersClient orders, CancellationToken cancellation) =>
        AnswerOf(await orders.ShipAsync(id, cancellation));

    private static async Task<IResult> StatusAsync(Guid id, OrdersClient orders, CancellationToken cancellation) =>
        await orders.FindAsync(id, cancellation) switch
        {
            { Value: { } order } => TypedResults.Text(order.Status.ToString()),
            var refused => TypedResults.Problem(refused.Refusal!),
        };

    private static async Task<IResult> InvoiceAsync(Guid id, OrdersClient orders, CancellationToken cancellation) =>
        await orders.FindAsync(id, cancellation) switch
        {
            { Value: { } order } => TypedResults.Text(string.Create(CultureInfo.InvariantCulture, $"{order.Quantity} of {order.Sku}: {order.TotalCents / 100m:F2}")),
            var refused => TypedResults.Problem(refused.Refusal!),
        };

    private static async Task<IResult> CatalogAsync(InventoryClient inventory, Changes changes, CancellationToken cancellation) =>
        changes.Hits(ShopChange.OwnCatalog) ? TypedResults.Ok(OwnCatalog) : await inventory.CatalogAsync(cancellation) switch
        {
            { Value: { } items } => TypedResults.Ok(items),
            var refused => TypedResults.Problem(refused.Refusal!),
        };

    private static IResult AnswerOf(Answer<Order> answer) => answer.Value is { } order ? TypedResults.Ok(order) : TypedResults.Problem(answer.Refusal!);
}
