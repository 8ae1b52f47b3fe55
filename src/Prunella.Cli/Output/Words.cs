namespace Prunella.Cli.Output;

/// <summary>A piece of text and its tone.</summary>
internal readonly record struct Words(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Words(string text) => new(text);
}
