namespace Shop.Load;

/// <summary>How requests use connections.</summary>
public enum ConnectionMode
{
    /// <summary>Connections are kept and used again.</summary>
    KeepAlive,

    /// <summary>Each request makes a connection and closes it.</summary>
    PerRequest,
}
