namespace Prunella.Bench.Supervisor.Peers;

/// <summary>Small shell scripts that peers are configured with.</summary>
internal static class Scripts
{
    public static void Write(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static string Quote(IEnumerable<string> command) =>
        string.Join(' ', command.Select(static word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
}
