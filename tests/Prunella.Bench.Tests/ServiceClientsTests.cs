using System.Net;
using System.Net.Sockets;
using System.Text;
using Prunella.Bench.Supervisor;

namespace Prunella.Bench.Tests;

public class ServiceClientsTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42", RequestFate.Answered)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n42\r\n0\r\n\r\n", RequestFate.Answered)]
    [InlineData("HTTP/1.1 503 No\r\n\r\n", RequestFate.LostInFlight)]
    [InlineData("", RequestFate.LostInFlight)]
    public async Task What_the_server_answers_decides_the_fate(string answer, RequestFate expected)
    {
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        ServiceClients clients = new((IPEndPoint)server.LocalEndpoint);
        Task<RequestFate> request = clients.RequestAsync();

        using (TcpClient accepted = await server.AcceptTcpClientAsync())
        {
            _ = await accepted.GetStream().ReadAsync(new byte[1024]);
            await accepted.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        }

        Assert.Equal(expected, await request);
        Assert.Equal(expected == RequestFate.Answered ? 42 : 0, clients.Last.Pid);
    }

    [Fact]
    public async Task A_port_nobody_listens_on_refuses()
    {
        using Socket bound = new(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // taken, but not listening

        Assert.Equal(RequestFate.Refused, await new ServiceClients((IPEndPoint)bound.LocalEndPoint!).RequestAsync());
    }
}
