using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Prunella.Cli.Live;
using Prunella.Cli.Shell;
using Prunella.Telemetry.Live;
using Prunella.Telemetry.Otlp;

namespace Prunella.Cli.Tests.Live;

public sealed class OtlpEndpointTests : IAsyncDisposable
{
    private const string Token = "a-long-token";
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);
    private static readonly IPEndPoint Any = new(IPAddress.Loopback, 0);
    private readonly HttpClient _client = new() { Timeout = Watchdog };
    private OtlpEndpoint? _endpoint;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_endpoint is not null)
            await _endpoint.DisposeAsync();
    }

    [Fact]
    public async Task What_the_real_exporter_sends_is_understood()
    {
        using var analysis = new LiveAnalysis(static _ => { });
        Open(analysis.Offer);
        ResourceBuilder resource = ResourceBuilder.CreateEmpty().AddService("orders", serviceVersion: "1.4.2");
        using var source = new ActivitySource("otlp.endpoint.test");
        using var meter = new Meter("otlp.endpoint.test");
        using (TracerProvider traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(source.Name).AddOtlpExporter(options => Send(options, "traces")).Build())
        using (MeterProvider metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(meter.Name).AddOtlpExporter((options, _) => Send(options, "metrics")).Build())
        {
            using (Activity? outer = source.StartActivity("POST /orders", ActivityKind.Server))
            {
                using Activity? inner = source.StartActivity("save");
                _ = inner!.SetStatus(ActivityStatusCode.Error);
            }

            meter.CreateCounter<long>("orders.placed").Add(3);
            meter.CreateHistogram<double>("orders.time", "s").Record(0.2);
            Assert.True(traces.ForceFlush());
            Assert.True(metrics.ForceFlush());
        }

        LivePicture picture = await analysis.ShowAsync().AsTask().WaitAsync(Watchdog);
        Assert.Equal(2, picture.Counts.Spans);
        Assert.InRange(picture.Counts.Points, 2, 8); // flushed once, and once more at the end
        Assert.Equal(["orders: POST /orders, 0 failed", "orders: save, 1 failed"], picture.Operations.Select(static one => $"{one.Service}: {one.Name}, {one.Errors} failed").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/v1/profiles", HttpStatusCode.NotFound)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/traces", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", "/v1/traces", HttpStatusCode.MethodNotAllowed)]
    public async Task Other_addresses_and_methods_are_refused(string method, string path, HttpStatusCode expected)
    {
        Open();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_endpoint!.Address, path));

        Assert.Equal(expected, (await _client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("a-long-tokem", HttpStatusCode.Unauthorized)]
    [InlineData(Token, HttpStatusCode.OK)]
    public async Task With_a_token_only_who_bears_it_is_let_in(string? borne, HttpStatusCode expected)
    {
        Open(token: Token);
        using HttpRequestMessage request = Request("{}"u8.ToArray());
        if (borne is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", borne);

        Assert.Equal(expected, (await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Without_room_the_answer_names_the_time_to_come_again()
    {
        Open(static _ => false);

        using HttpResponseMessage answer = await _client.SendAsync(Request("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}"""u8.ToArray(), "/v1/logs"));

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Contains("\"code\":8", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_answered_and_the_next_request_is_taken()
    {
        Open(options: new OtlpReceiverOptions { MaxBodyBytes = 1000 });

        using (HttpResponseMessage answer = await _client.SendAsync(Request(new byte[5000])))
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(Request("{}"u8.ToArray()))).StatusCode);
    }

    [Fact]
    public async Task A_sender_that_breaks_off_disturbs_nobody()
    {
        Open();
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, _endpoint!.Address.Port);
            _ = await socket.SendAsync(Encoding.ASCII.GetBytes("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 18446744073709551615\r\n\r\n{"));
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(Request("{}"u8.ToArray()))).StatusCode);
    }

    [Fact]
    public void A_port_that_is_taken_is_told()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(Any);
        holder.Listen();

        var error = Assert.Throws<UsageException>(() => OtlpEndpoint.Open((IPEndPoint)holder.LocalEndPoint!, null, static _ => true));
        Assert.StartsWith("telemetry.otlp: 127.0.0.1:", error.Message, StringComparison.Ordinal);
    }

    private void Open(Func<OtlpBatch, bool>? offer = null, string? token = null, OtlpReceiverOptions? options = null) => _endpoint = OtlpEndpoint.Open(Any, token, offer ?? (static _ => true), options);

    private void Send(OtlpExporterOptions options, string signal) => (options.Endpoint, options.Protocol) = (new Uri(_endpoint!.Address, $"/v1/{signal}"), OtlpExportProtocol.HttpProtobuf);

    private HttpRequestMessage Request(byte[] json, string path = "/v1/traces") => new(HttpMethod.Post, new Uri(_endpoint!.Address, path))
    {
        Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
