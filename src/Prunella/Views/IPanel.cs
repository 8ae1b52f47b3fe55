namespace Prunella.Views;

/// <summary>A page of the dashboard that a package or a service brings. Register it as a singleton.</summary>
public interface IPanel
{
    /// <summary>Its place in the address: small letters, digits and hyphens, as <c>tuning</c>.</summary>
    string Name { get; }

    /// <summary>Its word in the navigation.</summary>
    string Title { get; }

    /// <summary>The question it answers, one line.</summary>
    string Question { get; }

    /// <summary>What it shows at this moment. Called again when facts come in while somebody looks.</summary>
    ValueTask<IReadOnlyList<PanelBlock>> ViewAsync(CancellationToken cancellationToken);
}
