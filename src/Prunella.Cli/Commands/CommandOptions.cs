using System.CommandLine;
using Prunella.Kernel;

namespace Prunella.Cli.Commands;

/// <summary>Options and arguments that several commands share.</summary>
internal static class CommandOptions
{
    /// <summary>How long a command waits that asks for something the agent knows.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Option<bool> Json() => new("--json") { Description = "Print JSON of a stable schema (docs/cli.md) on standard output." };

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

    /// <summary>Reads the words of an enumeration as they are shown, in kebab-case.</summary>
    public static bool TryParse<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (TEnum candidate in Enum.GetValues<TEnum>())
        {
            if (string.Equals(Output.Phrase.Of(candidate), text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
