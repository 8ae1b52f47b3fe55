using System.Net;
using System.Net.Sockets;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Tests.Health;

public sealed class EmailAlertChannelTests
{
    private static readonly Alert Some = new(AlertKind.Raised, new ComponentName("db"), HealthState.Failed, "db has failed", "no answer", default);

    [Fact]
    public async Task An_alert_is_mailed_to_each_recipient()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Task<string> served = ServeAsync(server, "250 ok");
        await new EmailAlertChannel(Options(server)).SendAsync(Some, default);
        string said = await served.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("RCPT TO:<ann@example.org>", said, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<bob@example.org>", said, StringComparison.Ordinal);
        Assert.Contains("Subject: [Failed] db has failed", said, StringComparison.Ordinal);
        Assert.Contains("no answer", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_an_error()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _ = ServeAsync(server, "550 no");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new EmailAlertChannel(Options(server)).SendAsync(Some, default));
    }

    [Fact]
    public async Task A_server_that_says_nothing_holds_up_no_longer_than_it_may()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var cancel = new CancellationTokenSource();
        Task sending = Task.Run(() => new EmailAlertChannel(Options(server)).SendAsync(Some, cancel.Token).AsTask());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Addresses_that_are_none_are_refused() =>
        Assert.Throws<ArgumentException>(() => new EmailAlertChannel(new EmailOptions { Host = "h", From = "nobody", To = { "a@b" } }));

    private static EmailOptions Options(TcpListener server) => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)server.LocalEndpoint).Port,
        Tls = false,
        From = "prunella@example.org",
        To = { "ann@example.org", "bob@example.org" },
    };

    private static async Task<string> ServeAsync(TcpListener server, string answer)
    {
        using TcpClient client = await server.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        var said = new System.Text.StringBuilder();
        await writer.WriteLineAsync("220 stub");
        bool data = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            _ = said.AppendLine(line);
            if (data && line != ".")
                continue;
            data = line == "DATA" && answer.StartsWith('2');
            if (line.StartsWith("QUIT", StringComparison.Ordinal))
                break;
            await writer.WriteLineAsync(data ? "354 go on" : line.StartsWith("RCPT", StringComparison.Ordinal) || line == "." ? answer : "250 ok");
            if (line == ".")
                break;
        }

        return said.ToString();
    }
}
