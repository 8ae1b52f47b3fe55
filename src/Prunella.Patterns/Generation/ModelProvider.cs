namespace Prunella.Patterns.Generation;

/// <summary>Who answers.</summary>
public enum ModelProvider
{
    /// <summary>Claude, by Anthropic's own package.</summary>
    Claude,

    /// <summary>Whoever speaks the chat protocol of OpenAI.</summary>
    OpenAi,
}
