using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Prunella.Health;

/// <summary>Tells people by a program: it is started with exactly the given arguments, never by a shell, and reads the webhook's JSON from its standard input.</summary>
/// <remarks>It has 20 s; then it and its children are killed. Of what it writes to standard error, the first 500 characters are kept for the journal.</remarks>
public sealed class CommandAlertChannel : IAlertChannel
{
    private const int MostErrorText = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string[] _command;
    private readonly TimeProvider _time;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="time">The clock of the limit; by default the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="command"/> is empty.</exception>
    public CommandAlertChannel(IEnumerable<string> command, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        (_command, _time) = ([.. command], time ?? TimeProvider.System);
        if (_command.Length == 0 || string.IsNullOrWhiteSpace(_command[0]))
            throw new ArgumentException("The command of an alert names a program.", nameof(command));
    }

    /// <inheritdoc/>
    public string Name => "command";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The program failed, or took too long.</exception>
    public async ValueTask SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var start = new ProcessStartInfo(_command[0]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in _command.AsSpan(1))
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{_command[0]} could not be started.");
        using var timeout = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task<string> errors = TakeAsync(process.StandardError, either.Token);
        Task<string> output = TakeAsync(process.StandardOutput, either.Token);
        try
        {
            await GiveAsync(process, JsonSerializer.SerializeToUtf8Bytes(WebhookMessage.Of(alert), WebhookJson.Default.WebhookMessage), either.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"{_command[0]} did not end within {Limit.TotalSeconds:0} s and was killed", late);
        }

        _ = await output.ConfigureAwait(false);
        string said = await errors.ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{_command[0]} ended with {process.ExitCode}: {said}"));
    }

    private static async Task GiveAsync(Process process, byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(message, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read its input: that is its own affair.
        }
    }

    // Reads to the end, so that the program is not held up, and keeps the beginning.
    private static async Task<string> TakeAsync(StreamReader from, CancellationToken cancellationToken)
    {
        char[] buffer = new char[1024];
        var kept = new System.Text.StringBuilder();
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
                _ = kept.Append(buffer, 0, Math.Min(read, MostErrorText - kept.Length));
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // What is there will do.
        }

        return kept.ToString().Trim();
    }
}
