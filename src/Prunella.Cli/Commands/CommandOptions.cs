using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Prunella.Cli.Output;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary>Options and arguments that several commands share.</summary>
internal static class CommandOptions
{
    /// <summary>How long a command waits that asks for something the agent knows.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Option<bool> Json() => new("--json") { Description = "Print JSON of a stable schema (docs/cli.md) on standard output." };

    public static Option<int?> Intensity() => new("--intensity")
    {
        Description = "Replacements of a component within 30 s before a person gets it. Default 3; 0 for no limit and no backoff.", HelpName = "count",
    };

    public static Option<string?> Dashboard() => new("--dashboard")
    {
        Description = "The port of the dashboard on 127.0.0.1, or off. Default 0: one of the system's choice.", HelpName = "port",
    };

    /// <summary>The value of <see cref="Dashboard"/>; null for no dashboard.</summary>
    public static int? PortOf(string? text) => text switch
    {
        null => 0,
        "off" => null,
        _ when ushort.TryParse(text, CultureInfo.InvariantCulture, out ushort port) => port,
        _ => throw new Shell.UsageException($"--dashboard: '{text}' is neither a port nor off."),
    };

    public static Option<string?> Reason(string description) => new("--reason", "-r") { Description = description, HelpName = "text" };

    public static Option<string> RequiredReason() => new("--reason", "-r")
    {
        Description = "Why, for the journal.",
        HelpName = "text",
        Required = true,
    };

    public static Argument<IncidentId> Incident() => new("id")
    {
        Description = "The incident, as 7k3m-9xq2.",
        CustomParser = static result =>
        {
            if (IncidentId.TryParse(result.Tokens[0].Value, out IncidentId id))
                return id;
            result.AddError($"'{result.Tokens[0].Value}' is not an incident: eight letters and digits, as 7k3m-9xq2.");
            return default;
        },
    };

    public static Argument<ComponentName> Component(string description) => new("component")
    {
        Description = description,
        CustomParser = static result =>
        {
            if (ComponentName.TryParse(result.Tokens[0].Value, out ComponentName name))
                return name;
            result.AddError($"'{result.Tokens[0].Value}' is not the name of a component, as orders or orders#2.");
            return default;
        },
    };

    public static Argument<HealingMode?> Mode()
    {
        var mode = new Argument<HealingMode?>("mode")
        {
            Description = "The mode from now on; none shows the modes.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = static result => result.Tokens is [var token] ? Parse<HealingMode>(result, token.Value, "a mode") : null,
        };
        mode.CompletionSources.Clear(); // the names of the enumeration, which are written otherwise
        mode.CompletionSources.Add([.. Enum.GetValues<HealingMode>().Select(Phrase.Of)]);
        return mode;
    }

    public static Option<RecoveryTier?> Tier()
    {
        var tier = new Option<RecoveryTier?>("--tier", "-t")
        {
            Description = "The class of actions, by name or number. Default: all.",
            HelpName = "tier",
            CustomParser = static result =>
                int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Enum.IsDefined((RecoveryTier)number)
                    ? (RecoveryTier)number
                    : Parse<RecoveryTier>(result, result.Tokens[0].Value, "a tier"),
        };
        tier.CompletionSources.Clear();
        tier.CompletionSources.Add([.. Enum.GetValues<RecoveryTier>().Select(Phrase.Of)]);
        return tier;
    }

    // The words are those that are shown, in kebab-case.
    private static TEnum? Parse<TEnum>(ArgumentResult result, string text, string what)
        where TEnum : struct, Enum
    {
        foreach (TEnum candidate in Enum.GetValues<TEnum>())
        {
            if (string.Equals(Phrase.Of(candidate), text, StringComparison.OrdinalIgnoreCase))
                return candidate;
        }

        result.AddError($"'{text}' is not {what}: {string.Join(", ", Enum.GetValues<TEnum>().Select(Phrase.Of))}.");
        return null;
    }
}
