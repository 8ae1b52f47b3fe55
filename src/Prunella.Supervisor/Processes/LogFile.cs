using System.Globalization;

namespace Prunella.Supervisor;

/// <summary>The log of one component: lines with their time, in a file that is renamed when it is full.</summary>
/// <remarks>A disk that is full or away loses lines and nothing else; it is tried again with each line.</remarks>
internal sealed class LogFile(string path) : IDisposable
{
    private const long Largest = 10 * 1024 * 1024;
    private const int KeptFiles = 3;

    private StreamWriter? _writer;
    private long _size;

    public void Write(OutputLine line)
    {
        try
        {
            StreamWriter writer = _writer ??= Open();
            string text = string.Create(
                CultureInfo.InvariantCulture, $"{line.Time:yyyy-MM-ddTHH:mm:ss.fffZ} {(line.IsError ? "err" : "out")} {line.Text}\n");
            writer.Write(text);
            _size += text.Length;
            if (_size > Largest)
                Rotate();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Abandon();
        }
    }

    public void Flush()
    {
        try
        {
            _writer?.Flush();
        }
        catch (IOException)
        {
            Abandon();
        }
    }

    public void Dispose()
    {
        Flush();
        Abandon();
    }

    private StreamWriter Open()
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        _size = file.Length;
        return new StreamWriter(file);
    }

    private void Rotate()
    {
        _writer!.Dispose();
        _writer = null;
        for (int number = KeptFiles - 1; number >= 0; number--)
        {
            string from = number == 0 ? path : $"{path}.{number}";
            if (File.Exists(from))
                File.Move(from, $"{path}.{number + 1}", overwrite: true);
        }
    }

    private void Abandon()
    {
        StreamWriter? writer = _writer;
        _writer = null;
        try
        {
            writer?.Dispose();
        }
        catch (IOException)
        {
            // What it still held could not be written: it is lost with the rest.
        }
    }
}
