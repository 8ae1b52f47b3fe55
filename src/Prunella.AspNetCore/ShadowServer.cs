using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prunella.Link;

namespace Prunella.AspNetCore;

/// <summary>Warms Kestrel, routing and JSON of a standby by a small server of its own, asked over a private socket and taken down again.</summary>
/// <remarks>It shares the loaded code with the real server and nothing else: no handler of the service runs, no port of it is opened.</remarks>
internal sealed class ShadowServer : IStandbyWarmup
{
    // The runtime interprets a constructor that it is to call by reflection, and compiles it at the second call: so the whole is done twice.
    private const int Rounds = 2;

    // The second request finds what the first one only began, as pooled buffers.
    private const int Requests = 2;

    public async ValueTask WarmAsync(CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("prunella-"); // only its owner may enter
        try
        {
            for (int round = 0; round < Rounds; round++)
                await RunAsync(Path.Combine(folder.FullName, "warm"), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        await using WebApplication server = Build(path);
        IHostApplicationLifetime lifetime = server.Lifetime; // a server that has run to its end does not give it any more
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        Task running = server.RunAsync(cancellationToken); // as a service's own Main does
        try
        {
            _ = await Task.WhenAny(started.Task, running);
            for (int i = 0; i < Requests && !running.IsCompleted; i++)
                await AskAsync(path, cancellationToken);
        }
        finally
        {
            lifetime.StopApplication();
            await running;
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
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Pause>());
        WebApplication server = builder.Build();
        _ = server.MapGet("/{id:int}", static (int id) => new Answer(id));
        _ = server.MapGet("/result/{id:int}", static (int id) => Results.Json(new Answer(id)));
        _ = server.MapPost("/body", static (int number, string? text, Answer body) => new Answer(body.Id + number + (text?.Length ?? 0)));
        return server;
    }

    private static async Task AskAsync(string path, CancellationToken cancellationToken)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        byte[] request =
            [.. "GET /1 HTTP/1.1\r\nHost: warm\r\n\r\n"u8,
             .. "POST /body?number=1 HTTP/1.1\r\nHost: warm\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"id\":1}"u8,
             .. "GET /result/1 HTTP/1.1\r\nHost: warm\r\nConnection: close\r\n\r\n"u8];
        _ = await client.SendAsync(request, cancellationToken);
        byte[] answer = new byte[4096];
        while (await client.ReceiveAsync(answer, cancellationToken) > 0)
        {
            // What it says does not matter; that it was said warmed the way.
        }
    }

    private sealed record Answer(int Id);

    /// <summary>Holds the start back for a moment, as the word <c>go</c> does: what goes on after a wait is other code than what never waited.</summary>
    private sealed class Pause : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken) => await Task.Yield();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
