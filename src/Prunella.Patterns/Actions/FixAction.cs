using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Patterns.Actions;

/// <summary>What is to be done against an error. Immutable. It says what, never how far it may go: limits and leave are no part of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DiffFix), "diff")]
[JsonDerivedType(typeof(CommandFix), "command")]
[JsonDerivedType(typeof(EditFix), "edit")]
[JsonDerivedType(typeof(StepsFix), "steps")]
public abstract record FixAction
{
    private protected FixAction()
    {
    }

    /// <summary>Reads an action from JSON; a property that is not known is refused.</summary>
    /// <exception cref="FormatException">It is no action; the message says why.</exception>
    public static FixAction Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            FixAction action = JsonSerializer.Deserialize(json, ActionJson.Default.FixAction) ?? throw new FormatException("The action is null.");
            action.Check();
            return action;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new FormatException($"The action can not be read: {error.Message}", error);
        }
    }

    /// <summary>The action as JSON, as <see cref="Read"/> reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ActionJson.Default.FixAction);

    /// <summary>Looks whether the action is well formed, without looking at any file.</summary>
    /// <exception cref="FormatException">It is not; the message says where and why.</exception>
    public abstract void Check();

    /// <summary>Adds what the action does to what was planned before it.</summary>
    /// <exception cref="FixException">It does not fit the files.</exception>
    internal abstract void AddTo(PlanDraft draft);
}
