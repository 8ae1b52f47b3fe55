using System.Globalization;

// The smallest real service: it answers with its process id, on held sockets where a supervisor hands them over, else on a port of 127.0.0.1.
if (args is not [string text] || !int.TryParse(text, CultureInfo.InvariantCulture, out int port))
{
    await Console.Error.WriteLineAsync("usage: Prunella.Bench.Service <port>");
    return 1;
}

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    if (Environment.GetEnvironmentVariable("LISTEN_FDS") is null)
        kestrel.Listen(System.Net.IPAddress.Loopback, port);
    else
        kestrel.UseSystemd();
});
WebApplication app = builder.Build();
app.MapGet("/", static () => Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
await app.RunAsync();
return 0;
