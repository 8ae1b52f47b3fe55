using System.Text.Json.Serialization;

namespace Prunella.Patterns.Generation;

internal sealed record OpenAiQuestion(string Model, IReadOnlyList<OpenAiMessage> Messages, int? MaxCompletionTokens, bool Stream, OpenAiStreamOptions? StreamOptions);

internal sealed record OpenAiMessage(string? Role, string? Content);

internal sealed record OpenAiStreamOptions(bool IncludeUsage);

internal sealed record OpenAiReply(string? Model, OpenAiUsage? Usage)
{
    public IReadOnlyList<OpenAiChoice> Choices { get; init; } = [];
}

internal sealed record OpenAiChoice(OpenAiMessage? Message, OpenAiMessage? Delta);

internal sealed record OpenAiUsage(long PromptTokens, long CompletionTokens);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAiQuestion))]
[JsonSerializable(typeof(OpenAiReply))]
internal sealed partial class OpenAiJson : JsonSerializerContext;
