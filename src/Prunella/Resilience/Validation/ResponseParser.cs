using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prunella.Resilience;

/// <summary>Turns the text of an answer into a value, or says clearly what is wrong with it.</summary>
public static class ResponseParser
{
    /// <summary>Checks the shape and reads the document. Empty text, broken JSON, a missing part and <c>null</c> are all invalid answers.</summary>
    /// <param name="service">Who answered, for the message.</param>
    /// <param name="utf8Json">The document.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="shape">What it must have; null for what the type asks for alone.</param>
    /// <exception cref="InvalidResponseException">The answer can not be used; the message says why and where.</exception>
    public static T ValidateAndParse<T>(string service, ReadOnlySpan<byte> utf8Json, JsonTypeInfo<T> type, JsonShape? shape = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(type);
        if (utf8Json.Trim(" \t\r\n"u8).IsEmpty)
            throw new InvalidResponseException(service, "it is empty");
        if (shape?.FaultOf(utf8Json) is { } fault)
            throw new InvalidResponseException(service, fault);
        try
        {
            return JsonSerializer.Deserialize(utf8Json, type) ?? throw new InvalidResponseException(service, "it is null");
        }
        catch (JsonException error)
        {
            throw new InvalidResponseException(service, $"at {error.Path ?? "$"}: {error.Message}", error);
        }
    }

    /// <inheritdoc cref="ValidateAndParse{T}(string, ReadOnlySpan{byte}, JsonTypeInfo{T}, JsonShape?)"/>
    /// <param name="service">Who answered, for the message.</param>
    /// <param name="json">The document.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="shape">What it must have; null for what the type asks for alone.</param>
    public static T ValidateAndParse<T>(string service, string? json, JsonTypeInfo<T> type, JsonShape? shape = null)
        where T : notnull => ValidateAndParse(service, Encoding.UTF8.GetBytes(json ?? string.Empty), type, shape);
}
