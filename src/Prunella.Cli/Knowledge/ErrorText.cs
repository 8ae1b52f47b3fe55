using Prunella.Cli.Shell;

namespace Prunella.Cli.Knowledge;

/// <summary>The text that somebody asks about: of a file, of what is piped in, or the argument itself.</summary>
internal static class ErrorText
{
    private const string StandardInput = "-";
    private const int Most = 4 * 1024 * 1024;

    /// <exception cref="UsageException">The file can not be read, or there is no text.</exception>
    public static string Read(CliContext context, string what)
    {
        string text = what == StandardInput ? ReadAll(context.In) : File.Exists(PathOf(context, what)) ? ReadFile(context, what) : what;
        return text.Trim().Length > 0 ? text : throw new UsageException("There is no text: give an error, a file, or pipe one in.");
    }

    public static string PathOf(CliContext context, string what) => what.AsSpan().ContainsAny('\n', '\0') ? "" : Path.GetFullPath(what, context.CurrentDirectory);

    private static string ReadFile(CliContext context, string name)
    {
        try
        {
            using var reader = new StreamReader(PathOf(context, name));
            return ReadAll(reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{name}' can not be read: {error.Message}", error);
        }
    }

    // The end of what is longer: that is where errors stand.
    private static string ReadAll(TextReader reader)
    {
        char[] room = new char[64 * 1024];
        var text = new System.Text.StringBuilder();
        while (reader.Read(room) is > 0 and int read)
        {
            _ = text.Append(room, 0, read);
            if (text.Length > 2 * Most)
                _ = text.Remove(0, text.Length - Most);
        }

        return text.Length > Most ? text.ToString(text.Length - Most, Most) : text.ToString();
    }
}
