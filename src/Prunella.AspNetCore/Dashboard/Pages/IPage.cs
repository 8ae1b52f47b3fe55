namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>One page: what it is called and what stands on it. The same parts make the first answer and the live changes.</summary>
internal interface IPage
{
    /// <summary>Its place in the address; empty for the first page.</summary>
    string Name { get; }

    /// <summary>Its word in the navigation; null where it is reached from another page.</summary>
    string? Title { get; }

    /// <summary>Puts it together.</summary>
    /// <returns>Null where there is no such thing to show.</returns>
    ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken);
}
