using System.Diagnostics.CodeAnalysis;
using Anthropic;
using Microsoft.Extensions.AI;

namespace Prunella.Patterns.Generation;

/// <summary>Makes the clients of models.</summary>
public static class ChatClients
{
    private const int MostRetries = 2;

    /// <summary>The variable that the key is read from.</summary>
    public static string KeyVariable(GeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.KeyVariable ?? (options.Provider == ModelProvider.Claude ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY");
    }

    /// <summary>A client by the options, with the key of the environment; null where there is no key.</summary>
    public static IChatClient? FromEnvironment(GeneratorOptions options) => Environment.GetEnvironmentVariable(KeyVariable(options)) is { Length: > 0 } key ? Create(options, key) : null;

    /// <summary>A client with a key of your own.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The clients live as long as what they are given to.")]
    public static IChatClient Create(GeneratorOptions options, string key)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (options.Provider == ModelProvider.OpenAi)
            return new OpenAiChatClient(new HttpClient { Timeout = options.Timeout }, options.BaseAddress ?? new Uri("https://api.openai.com/v1"), key, options.Model);
        var client = new AnthropicClient { ApiKey = key, AuthToken = null, MaxRetries = MostRetries, Timeout = options.Timeout, BaseUrl = (options.BaseAddress ?? new Uri("https://api.anthropic.com")).ToString().TrimEnd('/') };
        return client.AsIChatClient(options.Model, options.MostTokens);
    }
}
