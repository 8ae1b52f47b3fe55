using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Prunella.Link;

namespace Prunella.AspNetCore;

/// <summary>Warms Kestrel, routing and JSON of a standby by a small server of its own, asked over a private socket and taken down again.</summary>
/// <remarks>It shares the loaded code with the real server and nothing else: no handler of the service runs, no port of it is opened.</remarks>
internal sealed class ShadowServer : IStandbyWarmup
{
    // The second request finds what the first one only began, as pooled buffers.
    private const int Requests = 2;

    public async ValueTask WarmAsync(CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("prunella-"); // only its owner may enter
        try
        {
            string path = Path.Combine(folder.FullName, "warm");
            await using WebApplication server = Build(path);
            await server.StartAsync(cancellationToken);
            for (int i = 0; i < Requests; i++)
                await AskAsync(path, cancellationToken);
            await server.StopAsync(cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplication Build(string path)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--preventHostingStartup=true"],
            ContentRootPath = Path.GetDirectoryName(path),
        });
        builder.Configuration.Sources.Clear(); // the service's settings must not reach it: they may name ports
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path));
        WebApplication server = builder.Build();
        _ = server.MapGet("/{id:int}", static (int id) => new Answer(id));
        _ = server.MapGet("/result/{id:int}", static (int id) => Results.Json(new Answer(id)));
        return server;
    }

    private static async Task AskAsync(string path, CancellationToken cancellationToken)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        byte[] request =
            [.. "GET /1 HTTP/1.1\r\nHost: warm\r\n\r\n"u8, .. "GET /result/1 HTTP/1.1\r\nHost: warm\r\nConnection: close\r\n\r\n"u8];
        _ = await client.SendAsync(request, cancellationToken);
        byte[] answer = new byte[4096];
        while (await client.ReceiveAsync(answer, cancellationToken) > 0)
        {
            // What it says does not matter; that it was said warmed the way.
        }
    }

    private sealed record Answer(int Id);
}
