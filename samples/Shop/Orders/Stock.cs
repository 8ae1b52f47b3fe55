using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>The stock of an order.</summary>
/// <param name="Reservation">What is set aside, or promised; or why there is none.</param>
/// <param name="Status">What becomes of an order with it: confirmed, or accepted on a promise.</param>
internal readonly record struct Stock(Answer<Reservation> Reservation, OrderStatus Status);
