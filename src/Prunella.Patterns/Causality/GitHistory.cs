using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Prunella.Patterns.Causality;

/// <summary>The history of a git repository, read by the <c>git</c> of the machine. Nothing that the repository configures is run.</summary>
/// <param name="directory">A directory within the work tree.</param>
public sealed class GitHistory(string directory)
{
    // Which driver finds the function that a hunk lies in.
    private const string Attributes = """
        *.cs diff=csharp
        *.java diff=java
        *.kt diff=kotlin
        *.py diff=python
        *.go diff=golang
        *.rs diff=rust
        *.rb diff=ruby
        *.php diff=php
        *.c diff=cpp
        *.h diff=cpp
        *.cpp diff=cpp
        """;

    /// <summary>The newest commits, the oldest of them first; merges are left out.</summary>
    /// <param name="most">How many at most; at least 1.</param>
    /// <param name="since">None older than this; null for no limit.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="InvalidOperationException">There is no git, or it refuses; the message is what it said.</exception>
    public async Task<IReadOnlyList<Commit>> ReadAsync(int most = 2_000, DateTimeOffset? since = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        string attributes = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(attributes, Attributes, cancellationToken);
            List<string> arguments =
            [
                "-c", $"core.attributesFile={attributes}", "-c", "core.quotePath=false", "log", "--no-merges", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
                "-p", "-U0", $"--max-count={most.ToString(CultureInfo.InvariantCulture)}", $"--format={GitLogReader.Format}",
            ];
            if (since is { } from)
                arguments.Add($"--since={from.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}");
            var reader = new GitLogReader();
            await RunAsync([.. arguments, "HEAD", "--"], reader.Take, cancellationToken);
            IReadOnlyList<Commit> commits = reader.End();
            return [.. commits.Reverse()];
        }
        finally
        {
            File.Delete(attributes);
        }
    }

    /// <summary>The commit that is checked out; null where the directory is in no repository, or the repository has no commit, or there is no git.</summary>
    public async Task<string?> HeadAsync(CancellationToken cancellationToken = default)
    {
        string? head = null;
        try
        {
            await RunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], line => head ??= line.Trim(), cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        return head;
    }

    /// <summary>Whether git knows a file of the work tree.</summary>
    /// <exception cref="InvalidOperationException">There is no git.</exception>
    public async Task<bool> KnowsAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool known = false;
        try
        {
            await RunAsync(["ls-files", "--", path], _ => known = true, cancellationToken);
        }
        catch (InvalidOperationException) when (Directory.Exists(directory))
        {
            return false; // no repository, or a path outside of it
        }

        return known;
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, Action<string> take, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (string argument in (string[])["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process git = Start(start);
        git.StandardInput.Close();
        Task<string> said = git.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            while (await git.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
                take(line);
            await git.WaitForExitAsync(cancellationToken);
            if (git.ExitCode != 0)
                throw new InvalidOperationException($"git: {(await said).Trim()}");
        }
        finally
        {
            if (!git.HasExited)
                git.Kill();
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"git can not be run in {start.WorkingDirectory}: {error.Message}", error);
        }
    }
}
