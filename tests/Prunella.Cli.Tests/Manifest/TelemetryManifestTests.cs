using System.Net;
using Prunella.Cli.Manifest;
using Prunella.Supervisor;

namespace Prunella.Cli.Tests.Manifest;

public sealed class TelemetryManifestTests
{
    private const string Head = "project: shop\nservices: {a: {command: x, listen: 5101}}\ntelemetry:\n";

    public static TheoryData<string, string[]> Bad => new()
    {
        { "  oltp: auto", ["f:4:3: telemetry.oltp: there is no such key. Did you mean 'otlp'?"] },
        { "  otlp: here", ["f:4:9: telemetry.otlp: 'here' is not an address, as 4318, 127.0.0.1:4318 or auto."] },
        { "  otlp: '*:4318'", ["f:4:9: telemetry.otlp: 0.0.0.0:4318 can be reached from other machines: a token must be given (telemetry.token), or an address of this machine."] },
        { "  otlp: 5101", ["f:4:9: telemetry.otlp: port 5101 is taken by services.a.listen already."] },
        { "  token: letmein12", ["f:4:10: telemetry.token: a token does not belong into this file: write ${NAME} and set the variable."] },
        { "  token: ${SHORT}", ["f:4:10: telemetry.token: must have at least 8 letters."] },
        { "  incidents: opne", ["f:4:14: telemetry.incidents: 'opne' is neither attach nor open. Did you mean 'open'?"] },
    };

    [Fact]
    public void Every_key_reaches_the_plan()
    {
        TelemetryPlan plan = Parse("  otlp: '*:4318'\n  token: ${TOKEN}\n  incidents: open").Telemetry!;

        Assert.Equal((new IPEndPoint(IPAddress.Any, 4318), "a-long-token", true), (plan.Otlp, plan.Token, plan.OpensIncidents));
    }

    [Fact]
    public void Auto_is_a_port_of_the_systems_choice_on_this_machine() =>
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 0), Parse("  otlp: auto").Telemetry!.Otlp);

    [Fact]
    public void A_file_without_telemetry_looks_at_none() =>
        Assert.Null(ManifestReader.Parse("project: shop\nservices: {a: {command: x}}", "f", "/", static _ => null).Telemetry);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Each_fault_is_told_with_its_place(string telemetry, string[] expected)
    {
        var error = Assert.Throws<ManifestException>(() => Parse(telemetry));

        Assert.Equal(expected, error.Message.Split(Environment.NewLine));
    }

    private static SupervisionPlan Parse(string telemetry) =>
        ManifestReader.Parse(Head + telemetry, "f", "/", static name => name switch { "TOKEN" => "a-long-token", "SHORT" => "short", _ => null });
}
