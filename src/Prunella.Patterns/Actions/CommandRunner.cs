using System.ComponentModel;
using System.Diagnostics;

namespace Prunella.Patterns.Actions;

/// <summary>Runs commands without a shell, with nothing on standard input and only those variables that a tool needs: no key of the environment reaches them.</summary>
/// <param name="timeout">The longest that one may take; 5 minutes where null.</param>
/// <param name="time">The clock of the timeout; the system's where null.</param>
public sealed class CommandRunner(TimeSpan? timeout = null, TimeProvider? time = null) : ICommandRunner
{
    /// <summary>How much of what a command printed is kept, in characters.</summary>
    public const int MostOutput = 16 * 1024;

    private static readonly string[] Kept =
        ["PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "DOTNET_ROOT", "DOTNET_CLI_HOME", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO", "NUGET_PACKAGES"];

    private readonly TimeSpan _timeout = timeout is not { } span ? TimeSpan.FromMinutes(5) : span > TimeSpan.Zero ? span : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The time must be positive.");

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, string directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var start = new ProcessStartInfo(Find(command[0], directory))
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, CreateNoWindow = true,
        };
        foreach (string argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (string name in start.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToArray())
            _ = start.Environment.Remove(name);

        using var late = new CancellationTokenSource(_timeout, time ?? TimeProvider.System);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using Process process = Start(start);
        process.StandardInput.Close();
        var output = new OutputTail(MostOutput);
        try
        {
            await Task.WhenAll(output.TakeAsync(process.StandardOutput, ended.Token), output.TakeAsync(process.StandardError, ended.Token));
            await process.WaitForExitAsync(ended.Token);
            return new CommandResult(process.ExitCode, output.ToString());
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FixException($"{command[0]} took longer than {_timeout}.", error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // By PATH alone: not from the current directory, nor from within the project, where the patient could have put a program of that name.
    private static string Find(string name, string directory)
    {
        string root = Path.GetFullPath(directory) + Path.DirectorySeparatorChar;
        string[] endings = OperatingSystem.IsWindows() ? [".exe"] : [""];
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (!Path.IsPathFullyQualified(folder) || (Path.GetFullPath(folder) + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal))
                continue;
            foreach (string ending in endings)
            {
                if (File.Exists(Path.Combine(folder, name + ending)))
                    return Path.Combine(folder, name + ending);
            }
        }

        throw new FixException($"There is no program {name}.");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new FixException($"{start.FileName} can not be started: {error.Message}", error);
        }
    }
}
