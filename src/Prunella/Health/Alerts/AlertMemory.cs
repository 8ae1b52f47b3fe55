using System.Text.Json;

namespace Prunella.Health;

/// <summary>Keeps silences and acknowledgements in a small file, so that they outlive the process. Read once at the start; written off the loop, the newest state only.</summary>
/// <remarks>The file is replaced as a whole. One that can not be read or written costs the memory, not the alerts.</remarks>
/// <param name="file">The file; null keeps nothing.</param>
/// <param name="onFault">Told of what fails; any thread.</param>
internal sealed class AlertMemory(string? file, Action<Exception> onFault)
{
    private const int MostBytes = 1 << 20;
    private readonly Lock _lock = new();
    private AlertState? _waiting;
    private bool _writing;

    /// <summary>What was kept; nothing where there is no file.</summary>
    public AlertState Load()
    {
        try
        {
            if (file is null || !File.Exists(file))
                return AlertState.Empty;
            if (new FileInfo(file).Length > MostBytes)
                throw new InvalidDataException($"{file} is longer than {MostBytes} bytes");
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), AlertStateJson.Default.AlertState) ?? AlertState.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidDataException)
        {
            onFault(error);
            return AlertState.Empty;
        }
    }

    /// <summary>Keeps a state in place of the one before. Never blocks.</summary>
    public void Save(AlertState state)
    {
        if (file is null)
            return;
        lock (_lock)
        {
            _waiting = state;
            if (_writing)
                return;
            _writing = true;
        }

        // Seldom, at a person's word: a thread for it costs nothing, and no starved pool holds it up.
        new Thread(WriteAll) { Name = "prunella-alerts", IsBackground = true }.Start();
    }

    private void WriteAll()
    {
        while (Next() is { } state)
        {
            try
            {
                Write(state);
            }
            catch (Exception error)
            {
                onFault(error);
            }
        }
    }

    private AlertState? Next()
    {
        lock (_lock)
        {
            AlertState? next = _waiting;
            _waiting = null;
            _writing = next is not null;
            return next;
        }
    }

    private void Write(AlertState state)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file!))!;
        _ = Directory.CreateDirectory(folder);
        string unfinished = file + ".unfinished";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(state, AlertStateJson.Default.AlertState));
        File.Move(unfinished, file!, overwrite: true);
    }
}
