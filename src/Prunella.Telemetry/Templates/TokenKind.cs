namespace Prunella.Telemetry.Templates;

/// <summary>What a part of a message is taken for.</summary>
internal enum TokenKind : byte
{
    /// <summary>A word that is the same in all messages of a template.</summary>
    Word,

    /// <summary>One delimiter.</summary>
    Mark,

    /// <summary>A value: a number, an address, a path, a quoted text, what follows an equals sign; or several of these in a row.</summary>
    Value,
}
