using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Patterns.Generation;

/// <summary>What a model may say: words and an expression. It has no way to say what is done, or how far that may go.</summary>
internal sealed record ModelAnswer(string Title, string Regex, string Fix, string Words, string? Unless = null)
{
    /// <exception cref="FormatException">It is no such answer.</exception>
    public static ModelAnswer Read(string text)
    {
        // Models like to wrap their answers in a fence.
        int start = text.IndexOf('{', StringComparison.Ordinal), end = text.LastIndexOf('}');
        if (start < 0 || end < start)
            throw new FormatException("the answer holds no JSON object");
        try
        {
            return JsonSerializer.Deserialize(text.AsSpan(start, end - start + 1), AnswerJson.Default.ModelAnswer) ?? throw new FormatException("the answer is null");
        }
        catch (JsonException error)
        {
            throw new FormatException($"the answer is not of the form asked for: {error.Message}", error);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ModelAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
