namespace Prunella.Link;

/// <summary>What is wrong with a frame.</summary>
public enum FrameFault
{
    /// <summary>Its length leaves no room for version and type.</summary>
    TooShort,

    /// <summary>Its length is beyond <see cref="Frame.MaxLength"/>, or beyond what this peer may send.</summary>
    TooLong,

    /// <summary>It is of another version than <see cref="Frame.Version"/>.</summary>
    WrongVersion,

    /// <summary>Its payload is not what its type says.</summary>
    Malformed,

    /// <summary>It is an event of a kind that this version does not know: skip it and go on.</summary>
    UnknownEvent,
}
