using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>How healing is set for a project, shared by all its processes. Of two with one name the newer counts.</summary>
/// <param name="Name">Its name, as <c>mode</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="At">When it was set so.</param>
public sealed record HealingSetting(string Name, string Value, DateTimeOffset At) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Name;

    private protected override StoreChange Cleaned(Scrubber scrubber) => this with { Value = StoredText.Text(scrubber, Value), At = StoredText.Time(At) };
}
