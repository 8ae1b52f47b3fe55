namespace Prunella.Patterns.Embeddings;

/// <summary>Where embeddings are asked for, by the protocol of OpenAI that many servers speak.</summary>
public sealed record OpenAiEmbeddingOptions
{
    /// <summary>The key; sent as a bearer token, never logged. Null where the server wants none.</summary>
    public string? Key { get; init; }

    /// <summary>What comes before <c>embeddings</c> in the address. Default <c>https://api.openai.com/v1/</c>.</summary>
    public Uri Address { get; init; } = new("https://api.openai.com/v1/");

    /// <summary>The model. Default <c>text-embedding-3-small</c>.</summary>
    public string Model { get; init; } = "text-embedding-3-small";

    /// <summary>How many numbers a vector has, where the model can be told; null for the model's own. Default 384.</summary>
    public int? Dimensions { get; init; } = 384;

    /// <summary>What the environment says: <c>PRUNELLA_EMBEDDING_KEY</c>, else <c>OPENAI_API_KEY</c>; <c>PRUNELLA_EMBEDDING_URL</c>, <c>PRUNELLA_EMBEDDING_MODEL</c>, <c>PRUNELLA_EMBEDDING_DIMENSIONS</c>.</summary>
    /// <param name="environment">Reads a variable; null or empty where it is not set.</param>
    /// <returns>Null where there is neither a key nor an address.</returns>
    /// <exception cref="FormatException">A variable can not be used; the message names it.</exception>
    public static OpenAiEmbeddingOptions? FromEnvironment(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string? key = Read("PRUNELLA_EMBEDDING_KEY") ?? Read("OPENAI_API_KEY");
        string? address = Read("PRUNELLA_EMBEDDING_URL");
        if (key is null && address is null)
            return null;
        var options = new OpenAiEmbeddingOptions { Key = key };
        if (address is not null)
        {
            if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
                throw new FormatException($"PRUNELLA_EMBEDDING_URL must be an address as https://host/v1, but is '{address}'.");
            options = options with { Address = uri };
        }

        if (Read("PRUNELLA_EMBEDDING_DIMENSIONS") is { } dimensions)
        {
            options = int.TryParse(dimensions, System.Globalization.CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 4096
                ? options with { Dimensions = count }
                : throw new FormatException($"PRUNELLA_EMBEDDING_DIMENSIONS must be a number from 1 to 4096, but is '{dimensions}'.");
        }

        return Read("PRUNELLA_EMBEDDING_MODEL") is { } model ? options with { Model = model } : options;

        string? Read(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }
}
