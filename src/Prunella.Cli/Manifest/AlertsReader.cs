using System.Globalization;
using System.Net.Mail;
using Prunella.Health;
using Prunella.Kernel;
using static Prunella.Cli.Manifest.ManifestScope;

namespace Prunella.Cli.Manifest;

/// <summary>Reads the alerts of a manifest: what people are told of, and which way.</summary>
internal sealed class AlertsReader(ManifestScope scope)
{
    private const string Root = "alerts";
    private static readonly string[] Channels = ["log", "webhook", "email", "command"];

    public AlertOptions? Read(YamlValue value)
    {
        if (scope.Keys(value, Root, ["from", "repeat", "ends-after", "group-wait", "webhooks", "email", "command", "routes"]) is not { } keys)
            return null;
        var options = new AlertOptions();
        if (keys.TryGetValue("from", out YamlValue? from))
            options.From = Severity(from, $"{Root}.from");
        options.RepeatAfter = Duration(keys, "repeat", TimeSpan.FromSeconds(1)) ?? options.RepeatAfter;
        options.EndsAfter = Duration(keys, "ends-after", TimeSpan.Zero) ?? options.EndsAfter;
        options.GroupWait = Duration(keys, "group-wait", TimeSpan.Zero) ?? options.GroupWait;
        if (keys.TryGetValue("webhooks", out YamlValue? webhooks))
            Webhooks(webhooks, options);
        if (keys.TryGetValue("email", out YamlValue? email))
            options.Email = Email(email, $"{Root}.email");
        if (keys.TryGetValue("command", out YamlValue? command))
            Command(command, options);
        if (keys.TryGetValue("routes", out YamlValue? routes))
        {
            foreach ((int i, YamlValue route) in (scope.Items(routes, $"{Root}.routes") ?? []).Index())
            {
                if (Route(route, $"{Root}.routes[{i}]", options) is { } rule)
                    options.Rules.Add(rule);
            }
        }

        return options;
    }

    private TimeSpan? Duration(Dictionary<string, YamlValue> keys, string key, TimeSpan least)
    {
        if (!keys.TryGetValue(key, out YamlValue? value) || scope.Duration(value, $"{Root}.{key}") is not { } read)
            return null;
        if (read >= least)
            return read;
        scope.Fault(value.At, $"{Root}.{key}", $"must be at least {least.TotalSeconds:0} s.");
        return null;
    }

    private HealthState Severity(YamlValue value, string path)
    {
        string? text = scope.Text(value, path);
        if (text is not (null or "critical" or "failed"))
            scope.Fault(value.At, path, $"must be critical or failed, but is '{text}'.");
        return text == "failed" ? HealthState.Failed : HealthState.Critical;
    }

    // Where it does not stay on this machine its address lets anybody post in our name: it belongs into the environment.
    private void Webhooks(YamlValue value, AlertOptions options)
    {
        foreach ((int i, YamlValue item) in (scope.Items(value, $"{Root}.webhooks") ?? []).Index())
        {
            string path = $"{Root}.webhooks[{i}]";
            if (scope.Text(item, path) is not { } text)
                continue;
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
                scope.Fault(item.At, path, "must be an address that begins with http:// or https://.");
            else if (!address.IsLoopback && !IsReference(item))
                scope.Fault(item.At, path, "the address of a webhook is a secret: write ${NAME} and set the variable.");
            else
                options.Webhooks.Add(text);
        }
    }

    private EmailOptions Email(YamlValue value, string path)
    {
        var email = new EmailOptions();
        if (scope.Keys(value, path, ["host", "port", "tls", "user", "password", "from", "to"]) is not { } keys)
            return email;
        email.Host = Text(keys, path, "host");
        email.User = Text(keys, path, "user");
        email.Password = Text(keys, path, "password");
        if (keys.TryGetValue("password", out YamlValue? password) && !IsReference(password))
            scope.Fault(password.At, Join(path, "password"), "a password does not belong into this file: write ${NAME} and set the variable.");
        if (!keys.ContainsKey("host"))
            scope.Fault(value.At, Join(path, "host"), "the mail server is missing.");
        if (keys.TryGetValue("port", out YamlValue? port) && scope.Integer(port, Join(path, "port")) is { } number)
        {
            email.Port = number;
            if (number is < 1 or > 65_535)
                scope.Fault(port.At, Join(path, "port"), $"must lie in 1 to 65535, but is {number}.");
        }

        if (keys.TryGetValue("tls", out YamlValue? tls) && scope.Text(tls, Join(path, "tls")) is { } onOff)
        {
            email.Tls = onOff is "true" or "on";
            if (onOff is not ("true" or "false" or "on" or "off"))
                scope.Fault(tls.At, Join(path, "tls"), $"must be true or false, but is '{onOff}'.");
        }

        email.From = Address(keys, value, path, "from");
        if (!keys.TryGetValue("to", out YamlValue? to))
            scope.Fault(value.At, Join(path, "to"), "the recipients are missing.");
        foreach ((int i, YamlValue item) in (to is null ? [] : scope.Items(to, Join(path, "to")) ?? []).Index())
        {
            if (Address(item, $"{Join(path, "to")}[{i}]") is { } recipient)
                email.To.Add(recipient);
        }

        return email;
    }

    private void Command(YamlValue value, AlertOptions options)
    {
        if (value is not YamlValue.List list || list.Items.Count == 0)
        {
            scope.Fault(value.At, $"{Root}.command", "must be a list: the program, and its arguments.");
            return;
        }

        foreach ((int i, YamlValue item) in list.Items.Index())
            options.Command.Add(scope.Text(item, $"{Root}.command[{i}]") ?? string.Empty);
    }

    private AlertRule? Route(YamlValue value, string path, AlertOptions options)
    {
        if (scope.Keys(value, path, ["components", "from", "after", "before", "channels"]) is not { } keys)
            return null;
        var rule = new AlertRule { Components = Text(keys, path, "components") ?? "*", After = TimeOfDay(keys, path, "after"), Before = TimeOfDay(keys, path, "before") };
        if (keys.TryGetValue("from", out YamlValue? from))
            rule.From = Severity(from, Join(path, "from"));
        if (keys.ContainsKey("after") != keys.ContainsKey("before"))
            scope.Fault(value.At, path, "after and before are given both or not at all.");
        foreach ((int i, YamlValue item) in (keys.TryGetValue("channels", out YamlValue? channels) ? scope.Items(channels, Join(path, "channels")) ?? [] : []).Index())
        {
            string at = $"{Join(path, "channels")}[{i}]";
            if (scope.Text(item, at) is not { } channel)
                continue;
            if (!Channels.Contains(channel))
                scope.Fault(item.At, at, $"there is no channel '{channel}'.{Suggestion.For(channel, Channels)}");
            else if (!IsSetUp(channel, options))
                scope.Fault(item.At, at, $"the channel '{channel}' is not set up: alerts.{(channel == "webhook" ? "webhooks" : channel)} is missing.");
            rule.Channels.Add(channel);
        }

        return rule;
    }

    private bool IsSetUp(string channel, AlertOptions options) => channel switch
    {
        // One that is there and wrong has its own fault.
        "webhook" => options.Webhooks.Count > 0 || scope.TextAt($"{Root}.webhooks[0]") is not null || scope.Faults.Any(static fault => fault.Path.StartsWith("alerts.webhooks", StringComparison.Ordinal)),
        "email" => options.Email.Host is not null || scope.Faults.Any(static fault => fault.Path.StartsWith("alerts.email", StringComparison.Ordinal)),
        "command" => options.Command.Count > 0 || scope.Faults.Any(static fault => fault.Path.StartsWith("alerts.command", StringComparison.Ordinal)),
        _ => true,
    };

    private TimeOnly? TimeOfDay(Dictionary<string, YamlValue> keys, string path, string key)
    {
        if (!keys.TryGetValue(key, out YamlValue? value) || scope.Text(value, Join(path, key)) is not { } text)
            return null;
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
            return time;
        scope.Fault(value.At, Join(path, key), $"'{text}' is not a time of day, as \"08:00\".");
        return null;
    }

    private string? Text(Dictionary<string, YamlValue> keys, string path, string key) => keys.TryGetValue(key, out YamlValue? value) ? scope.Text(value, Join(path, key)) : null;

    private string? Address(Dictionary<string, YamlValue> keys, YamlValue holder, string path, string key)
    {
        if (keys.TryGetValue(key, out YamlValue? value))
            return Address(value, Join(path, key));
        scope.Fault(holder.At, Join(path, key), "the address of the sender is missing.");
        return null;
    }

    private string? Address(YamlValue value, string path)
    {
        if (scope.Text(value, path) is not { } text)
            return null;
        if (MailAddress.TryCreate(text, out _))
            return text;
        scope.Fault(value.At, path, $"'{text}' is not a mail address.");
        return null;
    }

    private static bool IsReference(YamlValue value) => value is YamlValue.Text { Value: var text } && text.StartsWith("${", StringComparison.Ordinal);
}
