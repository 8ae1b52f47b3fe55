namespace Prunella.Views;

/// <summary>What a piece of text means to its reader; shown by colour where there is colour, which never carries meaning alone.</summary>
public enum Tone
{
    /// <summary>Nothing of note.</summary>
    Plain,

    /// <summary>Of less weight than what stands beside it.</summary>
    Muted,

    /// <summary>Of more weight than what stands beside it.</summary>
    Strong,

    /// <summary>It went well.</summary>
    Good,

    /// <summary>It wants an eye on it.</summary>
    Warning,

    /// <summary>It went wrong.</summary>
    Bad,
}
