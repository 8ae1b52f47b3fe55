using Prunella.Resilience;
using Shop.Contracts;

namespace Shop.Orders;

/// <summary>Which status of an order may follow which.</summary>
internal static class OrderLife
{
    public static StatusTransitions<OrderStatus> Transitions { get; } = StatusTransitions.For<OrderStatus>("order")
        .Allow(OrderStatus.Accepted, OrderStatus.Confirmed, OrderStatus.Cancelled)
        .Allow(OrderStatus.Confirmed, OrderStatus.Shipped, OrderStatus.Cancelled)
        .Build();
}
