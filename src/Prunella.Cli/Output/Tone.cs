namespace Prunella.Cli.Output;

/// <summary>What a piece of text means to its reader; a terminal shows it by colour, which never carries meaning alone.</summary>
internal enum Tone
{
    Plain,
    Muted,
    Strong,
    Good,
    Warning,
    Bad,
}
