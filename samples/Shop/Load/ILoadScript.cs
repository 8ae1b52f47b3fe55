namespace Shop.Load;

/// <summary>Which requests are made.</summary>
public interface ILoadScript
{
    /// <summary>The request of this number, from 0 on; called from one thread and must be quick.</summary>
    LoadRequest Next(long number);
}
