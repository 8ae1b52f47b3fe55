namespace Shop.Contracts;

/// <summary>How far an order has come.</summary>
public enum OrderStatus
{
    /// <summary>Stored, at the price last known; its stock is still to be reserved, because the inventory did not answer.</summary>
    Accepted,

    /// <summary>Its stock is reserved.</summary>
    Confirmed,

    /// <summary>It was accepted, and then there was no stock; or the customer does not want it any more.</summary>
    Cancelled,

    /// <summary>It is on its way.</summary>
    Shipped,
}
