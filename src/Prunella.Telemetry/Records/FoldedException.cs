namespace Prunella.Telemetry.Records;

/// <summary>Finds an exception that a logger wrote into the line of its message.</summary>
internal static class FoldedException
{
    /// <summary>Where the message ends: before <c>|Name.Space.SomeException: …</c>, or before one that its stack trace follows.</summary>
    public static int Start(ReadOnlySpan<byte> message)
    {
        int from = 0;
        while (message[from..].IndexOf("Exception"u8) is var found and >= 0)
        {
            int start = from + found;
            from = start + 9;
            while (start > 0 && message[start - 1] is not ((byte)' ' or (byte)'|'))
                start--;
            ReadOnlySpan<byte> rest = message[from..];
            bool named = message[start..from].IndexOf((byte)'.') > 0 && (rest.IsEmpty || rest[0] is (byte)':' or (byte)' ');
            if (start > 0 && named && (message[start - 1] == '|' || rest.IndexOf("   at "u8) >= 0))
                return message[..start].TrimEnd(" |"u8).Length;
        }

        return message.Length;
    }
}
