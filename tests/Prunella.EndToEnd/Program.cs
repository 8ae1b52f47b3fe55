using System.Net.Sockets;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

/// <summary>The test assembly as a program: processes that a shell script can not play.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["supervise", var directory, .. var command]:
                await SuperviseAsync(directory, command);
                return 0;
            case ["notify", var beatWhile]:
                await NotifyAsync(beatWhile);
                return 0;
            case ["answer-late", var answered]:
                await AnswerLateAsync(answered);
                return 0;
            default:
                await Console.Error.WriteLineAsync("supervise <directory> <command …> | notify <file> | answer-late <file>");
                return 1;
        }
    }

    /// <summary>Supervises one command without a cgroup, until it is killed itself.</summary>
    private static async Task SuperviseAsync(string directory, string[] command)
    {
        await using var agent = Agent.Create(
            new SupervisionPlan { Project = "e2e", Directory = directory, Services = [new ServicePlan { Name = new("child"), Command = command }] },
            new AgentOptions
            {
                StateDirectory = Path.Combine(directory, "state"),
                RuntimeDirectory = new RuntimeDirectory(Path.Combine(directory, "run")),
                UsesControlGroups = false,
            });
        agent.Start();
        await agent.AllReady;
        Console.WriteLine("ready");
        await agent.Ended;
    }

    /// <summary>Says that it is ready, and answers what waits at its held socket a good while later, as one that has taken over a backlog; then it writes its id.</summary>
    private static async Task AnswerLateAsync(string answered)
    {
        using var notify = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        await notify.ConnectAsync(new UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable("NOTIFY_SOCKET")!));
        await notify.SendAsync("READY=1"u8.ToArray());
        using (var busy = new PeriodicTimer(TimeSpan.FromSeconds(1.5)))
            _ = await busy.WaitForNextTickAsync();

        using var listener = new Socket(new SafeSocketHandle(3, ownsHandle: true));
        byte[] request = new byte[4096];
        while (true)
        {
            using Socket connection = await listener.AcceptAsync();
            if (await connection.ReceiveAsync(request) == 0)
                continue; // whoever asked has given up
            _ = await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            await File.WriteAllTextAsync(answered, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Says that it is ready, and beats as long as the file is there.</summary>
    private static async Task NotifyAsync(string beatWhile)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Environment.GetEnvironmentVariable("NOTIFY_SOCKET")!));
        bool ready = false;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            if (File.Exists(beatWhile))
                await socket.SendAsync("WATCHDOG=1"u8.ToArray());
            if (!ready)
                await socket.SendAsync("STATUS=warm\nREADY=1\n"u8.ToArray());
            ready = true;
        }
        while (await beat.WaitForNextTickAsync());
    }
}
