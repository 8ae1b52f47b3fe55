using System.Net.Sockets;
using System.Text;
using Prunella.Link;

namespace Prunella.Tests.Link;

public sealed class ServiceNotifierTests
{
    [Fact]
    public void Messages_arrive_at_a_path()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("pn");
        try
        {
            string path = Path.Combine(folder.FullName, "n");
            Assert.Equal(["READY=1", "STATUS=two words", "WATCHDOG=1", "STOPPING=1"], Received(path, path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Messages_arrive_at_an_abstract_name()
    {
        string name = $"prunella-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
        Assert.Equal(["READY=1", "STATUS=two words", "WATCHDOG=1", "STOPPING=1"], Received('\0' + name, '@' + name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/nowhere/at/all")]
    [InlineData("@")]
    [InlineData("@nobody-listens-here")]
    public void Where_nobody_listens_nothing_happens(string? socket) => Send(socket);

    [Fact]
    public void A_path_too_long_for_a_socket_harms_nobody() => Send('/' + new string('a', 300));

    private static string[] Received(string address, string variable)
    {
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(address));
        manager.ReceiveTimeout = 30_000;
        Send(variable);
        byte[] buffer = new byte[256];
        return [.. Enumerable.Range(0, 4).Select(_ => Encoding.UTF8.GetString(buffer.AsSpan(0, manager.Receive(buffer))))];
    }

    private static void Send(string? socket)
    {
        var notifier = new ServiceNotifier(new LinkEnvironment { NotifySocket = socket });
        notifier.Ready();
        notifier.Status("two\nwords");
        notifier.Watchdog();
        notifier.Stopping();
    }
}
