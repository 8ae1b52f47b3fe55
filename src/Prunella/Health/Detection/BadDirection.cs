namespace Prunella.Health;

/// <summary>Which way a series must go to be in trouble.</summary>
public enum BadDirection
{
    /// <summary>Either way.</summary>
    Both,

    /// <summary>Up, as durations, failures and queues.</summary>
    Up,

    /// <summary>Down, as free space and good answers.</summary>
    Down,
}
