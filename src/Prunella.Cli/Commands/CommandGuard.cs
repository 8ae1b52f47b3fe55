using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.ClickHouse;

namespace Prunella.Cli.Commands;

/// <summary>Turns whatever ends a command into its exit code and one clear message on standard error.</summary>
internal static class CommandGuard
{
    /// <summary>Ctrl+C: 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;

    private const int BrokenPipe = 32; // EPIPE, as .NET passes it on

    public static async Task<int> RunAsync(CliContext context, Func<Task<ExitCode>> command, CancellationToken cancellationToken)
    {
        try
        {
            return (int)await command();
        }
        catch (ManifestException error)
        {
            context.Error.WriteLine(error.Message);
            return (int)ExitCode.Usage;
        }
        catch (UsageException error)
        {
            return Say(context, error, ExitCode.Usage);
        }
        catch (AgentRefusedException error)
        {
            return Say(context, error, error.Exit);
        }
        catch (AgentUnreachableException error)
        {
            return Say(context, error, ExitCode.NotReachable);
        }
        catch (TimeoutException error)
        {
            return Say(context, error, ExitCode.TimedOut);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (IOException error) when (error.HResult == BrokenPipe)
        {
            return (int)ExitCode.Ok; // the reader of our output had enough, as `head` has
        }
        catch (Exception error) when (error is IOException or ClickHouseException)
        {
            return Say(context, error, ExitCode.Failed);
        }
        catch (HttpRequestException error)
        {
            return Say(context, error, ExitCode.NotReachable);
        }
    }

    private static int Say(CliContext context, Exception error, ExitCode exit)
    {
        context.Error.WriteLine($"prunella: {error.Message}");
        return (int)exit;
    }
}
