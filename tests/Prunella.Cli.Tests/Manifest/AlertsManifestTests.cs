using Prunella.Cli.Manifest;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Cli.Tests.Manifest;

public sealed class AlertsManifestTests
{
    private const string Head = "project: shop\nservices: {a: {command: x}}\nalerts:\n";

    public static TheoryData<string, string[]> Bad => new()
    {
        { "  form: failed", ["f:4:3: alerts.form: there is no such key. Did you mean 'from'?"] },
        { "  from: degraded", ["f:4:9: alerts.from: must be critical or failed, but is 'degraded'."] },
        { "  repeat: soon", ["f:4:11: alerts.repeat: 'soon' is not a duration of at most a day, as 500ms, 2s, 1m30s or 1h."] },
        { "  repeat: 0s", ["f:4:11: alerts.repeat: must be at least 1 s."] },
        { "  webhooks: [https://hooks.example.org/T123/secret]", ["f:4:14: alerts.webhooks[0]: the address of a webhook is a secret: write ${NAME} and set the variable."] },
        { "  webhooks: [\"${UNSET}\"]", ["f:4:14: alerts.webhooks[0]: the environment variable 'UNSET' is not set; ${UNSET:-…} would give it a default."] },
        { "  webhooks: [ftp://127.0.0.1/]", ["f:4:14: alerts.webhooks[0]: must be an address that begins with http:// or https://."] },
        { "  email: {host: mail, from: me, to: [you@example.org], password: secret}", ["f:4:29: alerts.email.from: 'me' is not a mail address.", "f:4:66: alerts.email.password: a password does not belong into this file: write ${NAME} and set the variable."] },
        { "  email: {from: a@b.example}", ["f:4:10: alerts.email.host: the mail server is missing.", "f:4:10: alerts.email.to: the recipients are missing."] },
        { "  email: {host: m, from: a@b.example, to: [c@d.example], port: 70000, tls: maybe}", ["f:4:64: alerts.email.port: must lie in 1 to 65535, but is 70000.", "f:4:76: alerts.email.tls: must be true or false, but is 'maybe'."] },
        { "  command: page --urgent", ["f:4:12: alerts.command: must be a list: the program, and its arguments."] },
        { "  routes: [{channels: [emial]}]", ["f:4:24: alerts.routes[0].channels[0]: there is no channel 'emial'. Did you mean 'email'?"] },
        { "  routes: [{channels: [command]}]", ["f:4:24: alerts.routes[0].channels[0]: the channel 'command' is not set up: alerts.command is missing."] },
        { "  routes: [{after: \"25:00\", before: \"08:00\"}]", ["f:4:20: alerts.routes[0].after: '25:00' is not a time of day, as \"08:00\"."] },
        { "  routes: [{after: \"08:00\"}]", ["f:4:12: alerts.routes[0]: after and before are given both or not at all."] },
    };

    [Fact]
    public void Every_key_reaches_the_options()
    {
        AlertOptions alerts = ManifestReader.Parse(Head + """
              from: failed
              repeat: 2h
              ends-after: 1m
              group-wait: 5s
              webhooks: ["${HOOK}", "http://127.0.0.1:9000/alert"]
              email: {host: mail.example.org, port: 25, tls: false, user: u, password: "${PASSWORD}", from: p@example.org, to: [a@example.org, b@example.org]}
              command: [/bin/page, --urgent]
              routes:
                - {channels: [log]}
                - {components: orders*, from: critical, channels: [command, webhook]}
                - {after: "18:00", before: "8:00", channels: [email]}
            """, "f", "/", static name => name switch { "HOOK" => "https://hooks.example.org/T123", "PASSWORD" => "s3cret", _ => null }).Alerts!;

        Assert.Equal((HealthState.Failed, TimeSpan.FromHours(2), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)), (alerts.From, alerts.RepeatAfter, alerts.EndsAfter, alerts.GroupWait));
        Assert.Equal(["https://hooks.example.org/T123", "http://127.0.0.1:9000/alert"], alerts.Webhooks);
        Assert.Equal(("mail.example.org", 25, false, "u", "s3cret", "p@example.org"), (alerts.Email.Host, alerts.Email.Port, alerts.Email.Tls, alerts.Email.User, alerts.Email.Password, alerts.Email.From));
        Assert.Equal(2, alerts.Email.To.Count);
        Assert.Equal(["/bin/page", "--urgent"], alerts.Command);
        Assert.Equal(["orders*", "*"], alerts.Rules.Skip(1).Select(static rule => rule.Components));
        Assert.Equal((new TimeOnly(18, 0), new TimeOnly(8, 0)), (alerts.Rules[2].After, alerts.Rules[2].Before));
        Assert.Equal(HealthState.Critical, alerts.Rules[1].From);
        Assert.True(new HealthOptionsValidator().Validate(null, new HealthOptions { Alerts = alerts }).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Each_fault_is_told_with_its_place(string alerts, string[] expected)
    {
        var error = Assert.Throws<ManifestException>(() => ManifestReader.Parse(Head + alerts, "f", "/nonexistent", static _ => null));

        Assert.Equal(expected, error.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void A_file_without_alerts_leaves_them_to_the_agent() =>
        Assert.Null(ManifestReader.Parse("project: shop\nservices: {a: {command: x}}", "f", "/", static _ => null).Alerts);
}
