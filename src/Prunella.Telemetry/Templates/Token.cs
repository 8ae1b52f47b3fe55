using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Templates;

/// <summary>A part of a message: its bytes from <c>Start</c> to before <c>End</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Token
{
    public ulong Hash;
    public int Start, End;
    public TokenKind Kind;

    /// <summary>White space stands before it.</summary>
    public bool Spaced;
}
