using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Reads the header of a line of syslog: <c>&lt;34&gt;1 2026-03-01T10:00:00Z host program 12 id [data] message</c>.</summary>
/// <remarks>Source: RFC 5424, section 6.</remarks>
internal static class SyslogHeader
{
    public static bool TryRead(ReadOnlySpan<byte> line, out Header header)
    {
        header = default;
        int at = Line.Priority(line, out LogLevel level);
        if (at == 0 || at + 2 > line.Length || line[at] != '1' || line[at + 1] != ' ')
            return false;
        at += 2;
        long ticks = 0;
        if (at < line.Length && line[at] != '-' && (!TimeText.TryRead(line[at..], out ticks, out int length) || (at += length) > line.Length))
            return false;
        at = Next(line, at); // behind the time
        at = Next(line, at); // behind the host
        int name = at;
        at = Next(line, at);
        int nameEnd = Math.Max(name, at - 1);
        at = Next(line, Next(line, at)); // behind the process and the kind of message
        at = AfterData(line, at);
        if (line[at..].StartsWith("\uFEFF"u8))
            at += 3;
        bool unnamed = nameEnd - name == 1 && line[name] == '-';
        header = new Header(ticks, level, name, unnamed ? 0 : nameEnd - name, at);
        return true;
    }

    private static int Next(ReadOnlySpan<byte> line, int at)
    {
        int space = line[at..].IndexOf((byte)' ');
        return space < 0 ? line.Length : at + space + 1;
    }

    /// <summary>Where the message begins, behind <c>-</c> or elements in brackets, in which a bracket may be escaped.</summary>
    private static int AfterData(ReadOnlySpan<byte> line, int at)
    {
        if (at < line.Length && line[at] == '-')
            return Math.Min(line.Length, at + 2);
        while (at < line.Length && line[at] == '[')
        {
            bool quoted = false;
            for (at++; at < line.Length && (quoted || line[at] != ']'); at++)
            {
                if (line[at] == '\\')
                    at++;
                else if (line[at] == '"')
                    quoted = !quoted;
            }

            at = Math.Min(line.Length, at + 1);
        }

        return at < line.Length && line[at] == ' ' ? at + 1 : at;
    }
}
