using System.Text.Json.Serialization;

namespace Prunella.Patterns.Embeddings;

/// <summary>What is sent.</summary>
internal sealed record EmbeddingRequest(string Model, IReadOnlyList<string> Input, int? Dimensions, string EncodingFormat = "float");

/// <summary>What comes back.</summary>
internal sealed record EmbeddingReply(IReadOnlyList<EmbeddingItem>? Data);

/// <summary>One vector of it.</summary>
internal sealed record EmbeddingItem(int Index, float[]? Embedding);

/// <summary>The protocol's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingReply))]
internal sealed partial class EmbeddingJson : JsonSerializerContext;
