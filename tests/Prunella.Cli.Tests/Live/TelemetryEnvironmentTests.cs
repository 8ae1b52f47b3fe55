using Prunella.Cli.Live;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Tests.Live;

public sealed class TelemetryEnvironmentTests
{
    private static readonly Uri Address = new("http://127.0.0.1:4318");

    [Fact]
    public void A_service_is_told_where_to_send_and_what_it_is_called() => Assert.Equal(
        ["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_SERVICE_NAME=orders"], Of([], null, static _ => null));

    [Fact]
    public void A_token_goes_along_as_a_header() =>
        Assert.Contains("OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20a%2Fb-token", Of([], "a/b-token", static _ => null));

    [Fact]
    public void A_service_with_an_address_of_its_own_keeps_all_that_it_has() =>
        Assert.Equal(["OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318"], Of(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4318" }, "token-123", static _ => null));

    [Fact]
    public void What_the_whole_machine_sends_elsewhere_is_left_alone() =>
        Assert.Empty(Of([], null, static name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "http://collector:4318" : null));

    [Fact]
    public void A_name_that_a_service_gives_itself_stays() =>
        Assert.Contains("OTEL_SERVICE_NAME=mine", Of(new() { ["OTEL_SERVICE_NAME"] = "mine" }, null, static _ => null));

    private static IEnumerable<string> Of(Dictionary<string, string> own, string? token, Func<string, string?> environment)
    {
        var plan = new SupervisionPlan { Project = "shop", Directory = "/", Services = [new ServicePlan { Name = new ComponentName("orders"), Command = ["x"], Environment = own }] };
        return TelemetryEnvironment.Equip(plan, Address, token, environment).Services[0].Environment.Select(static pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
    }
}
