namespace Prunella.Views;

/// <summary>Knows what a person may do. Any thread may ask.</summary>
public interface IOperationSource
{
    /// <summary>The operation as it is at this moment.</summary>
    /// <param name="name">See <see cref="Operation.Name"/>.</param>
    /// <param name="target">See <see cref="Operation.Target"/>.</param>
    /// <returns>Null where this source has none of that name, or it can not be done (any more).</returns>
    Operation? Find(string name, string target);
}
