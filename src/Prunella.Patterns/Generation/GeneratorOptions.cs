namespace Prunella.Patterns.Generation;

/// <summary>Which model makes patterns, and what it costs. The key comes from the environment alone.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Who answers. Default <see cref="ModelProvider.Claude"/>.</summary>
    public ModelProvider Provider { get; init; } = ModelProvider.Claude;

    /// <summary>The name of the model. Default <c>claude-sonnet-4-5</c>.</summary>
    public string Model { get; init => field = value.Length > 0 ? value : throw new ArgumentException("A model has a name.", nameof(value)); } = "claude-sonnet-4-5";

    /// <summary>Where it is asked; null for the provider's own address. Of one that speaks the protocol of OpenAI, up to and with <c>/v1</c>.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The variable that holds the key; null for <c>ANTHROPIC_API_KEY</c> or <c>OPENAI_API_KEY</c>.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The longest answer, in tokens. Default 1,024, 64 to 8,192.</summary>
    public int MostTokens { get; init => field = value is >= 64 and <= 8_192 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be 64 to 8,192."); } = 1_024;

    /// <summary>How often the model is asked for one pattern; what was wrong with an answer is told with the next question. Default 2, 1 to 3.</summary>
    public int Attempts { get; init => field = value is >= 1 and <= 3 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be 1 to 3."); } = 2;

    /// <summary>The longest that one question may take, its repetitions included. Default 60 s.</summary>
    public TimeSpan Timeout { get; init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be positive."); } = TimeSpan.FromSeconds(60);

    /// <summary>The price of a million tokens that are sent. Default 3.</summary>
    public decimal InputPrice { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must not be negative."); } = 3m;

    /// <summary>The price of a million tokens that are answered. Default 15.</summary>
    public decimal OutputPrice { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must not be negative."); } = 15m;
}
