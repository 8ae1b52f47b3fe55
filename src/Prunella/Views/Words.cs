namespace Prunella.Views;

/// <summary>A piece of text and its tone.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">What it means to its reader.</param>
public readonly record struct Words(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>Plain text.</summary>
    public static implicit operator Words(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
