using System.Diagnostics;

namespace Prunella.Patterns.Tests.Stores;

/// <summary>Another process that writes to a store; see <see cref="StoreWriterProgram"/>.</summary>
public sealed class StoreWriter
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private int _told;

    private StoreWriter(Process process) => _process = process;

    /// <summary>Starts a writer.</summary>
    /// <param name="words">Kind of the store, where it is, the name of the writer, how many writes.</param>
    public static StoreWriter Start(params object[] words) => Start(typeof(StoreWriter).Assembly.Location, words);

    /// <param name="assembly">The program that has <see cref="StoreWriterProgram"/> as its verb.</param>
    public static StoreWriter Start(string assembly, object[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string word in new[] { "exec", assembly, StoreWriterProgram.Verb }.Concat(words.Select(static word => $"{word}")))
            start.ArgumentList.Add(word);
        return new StoreWriter(Process.Start(start)!);
    }

    /// <summary>Waits until so many writes were acknowledged.</summary>
    public async Task ToldAsync(int count)
    {
        while (_told < count)
            _told = int.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(Watchdog)) ?? throw new InvalidOperationException(await ErrorsAsync()));
    }

    public void Kill() => _process.Kill();

    /// <returns>How many writes were acknowledged, of the newest that could be read.</returns>
    public async Task<int> EndAsync()
    {
        using (_process)
        {
            Task<string> reading = ErrorsAsync(); // both at once: a full pipe would hold the process
            while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Watchdog) is { } line)
                _told = int.TryParse(line, out int told) ? told : _told;
            await _process.WaitForExitAsync().WaitAsync(Watchdog);
            string errors = await reading;
            return errors.Length == 0 ? _told : throw new InvalidOperationException(errors);
        }
    }

    private Task<string> ErrorsAsync() => _process.StandardError.ReadToEndAsync().WaitAsync(Watchdog);
}
