using System.Globalization;
using System.Net;

namespace Shop.Load;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine(LoadOptions Options, bool Json)
{
    public const string Usage = """
        usage: Shop.Load [options]
          --target <url>            the gateway, an http address by IP          http://127.0.0.1:5101
          --rate <n>                requests per second                         100
          --seconds <n>             how long; 0 until Ctrl+C                    30
          --timeout <seconds>       when a request is given up                  5
          --in-flight <n>           how many requests may be under way          2000
          --connections keep|new    keep connections, or one for each request   keep
          --json                    the report as JSON
        Exit code: 0 every request was answered rightly, 1 not all, 2 wrong use.
        """;

    /// <exception cref="FormatException">An option is unknown or has no or a wrong value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var options = new LoadOptions { Target = new IPEndPoint(IPAddress.Loopback, 5101), Duration = TimeSpan.FromSeconds(30) };
        bool json = false;
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == "--json")
            {
                json = true;
                continue;
            }

            string name = args[i];
            options = With(options, name, ++i < args.Count ? args[i] : throw new FormatException($"{name} needs a value."));
        }

        return new CommandLine(options, json);
    }

    private static LoadOptions With(LoadOptions options, string name, string value) => name switch
    {
        "--target" => options with { Target = EndPoint(value) },
        "--rate" => options with { Rate = Number(name, value) },
        "--seconds" => options with { Duration = Number(name, value) is var seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null },
        "--timeout" => options with { Timeout = TimeSpan.FromSeconds(Number(name, value)) },
        "--in-flight" => options with { MaxInFlight = (int)Number(name, value) },
        "--connections" => options with
        {
            Connections = value switch
            {
                "keep" => ConnectionMode.KeepAlive,
                "new" => ConnectionMode.PerRequest,
                _ => throw new FormatException("--connections is keep or new."),
            },
        },
        _ => throw new FormatException($"{name} is no option."),
    };

    private static IPEndPoint EndPoint(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttp
            && IPAddress.TryParse(url.Host == "localhost" ? "127.0.0.1" : url.Host, out IPAddress? address)
            ? new IPEndPoint(address, url.Port)
            : throw new FormatException($"'{value}' is no http address by IP, as http://127.0.0.1:5101.");

    private static double Number(string name, string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= 1e9
            ? number
            : throw new FormatException($"{name} is a number, but is '{value}'.");
}
