using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Prunella.Resilience;

/// <summary>Reads flags from text. A value that can not be read is reported and the default holds.</summary>
internal static class FlagParser
{
    public static SelfHealingFlags Parse(Func<string, string?> valueOf, Action<string, string> malformed)
    {
        var defaults = new SelfHealingFlags();
        return new SelfHealingFlags
        {
            Enabled = Switch(FlagNames.Enabled) ?? defaults.Enabled,
            Retry = Switch(FlagNames.Retry) ?? defaults.Retry,
            MaxRetries = Number(FlagNames.MaxRetries, 0, 100),
            InitialDelay = Milliseconds(FlagNames.InitialDelay),
            CircuitBreaker = Switch(FlagNames.CircuitBreaker) ?? defaults.CircuitBreaker,
            FailureThreshold = Number(FlagNames.FailureThreshold, 1, int.MaxValue),
            ResetTimeout = Milliseconds(FlagNames.ResetTimeout),
            StatusValidation = Switch(FlagNames.StatusValidation) ?? defaults.StatusValidation,
            ResponseValidation = Switch(FlagNames.ResponseValidation) ?? defaults.ResponseValidation,
            Logging = Switch(FlagNames.Logging) ?? defaults.Logging,
            LogLevel = Level(FlagNames.LogLevel) ?? defaults.LogLevel,
        };

        bool? Switch(string name) => Read(name, static text => text.ToLowerInvariant() switch
        {
            "true" or "1" or "on" or "yes" => true,
            "false" or "0" or "off" or "no" => false,
            _ => (bool?)null,
        });

        int? Number(string name, int least, int most) => Read(name, text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value : (int?)null);

        TimeSpan? Milliseconds(string name) => Number(name, 1, int.MaxValue) is { } value ? TimeSpan.FromMilliseconds(value) : null;

        LogLevel? Level(string name) => Read(name, static text => text.ToLowerInvariant() switch
        {
            "trace" => LogLevel.Trace,
            "debug" => LogLevel.Debug,
            "info" or "information" => LogLevel.Information,
            "warn" or "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            "critical" or "fatal" => LogLevel.Critical,
            "none" or "off" => LogLevel.None,
            _ => (LogLevel?)null,
        });

        T? Read<T>(string name, Func<string, T?> parse)
            where T : struct
        {
            string? text = valueOf(name)?.Trim();
            if (string.IsNullOrEmpty(text))
                return null;
            T? value = parse(text);
            if (value is null)
                malformed(name, text);
            return value;
        }
    }
}
