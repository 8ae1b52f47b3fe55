using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prunella.Patterns.Signing;

/// <summary>JSON objects that carry a signature of themselves: <c>"signature": {"algorithm": "ES256", "key": …, "value": …}</c>.</summary>
/// <remarks>
/// ECDSA over the curve P-256 with SHA-256 (FIPS 186-5), over the line <c>prunella-signed-v1</c> and the canonical form (RFC 8785) of the object without its
/// signature. The key is a SubjectPublicKeyInfo, the value the two numbers of 32 bytes; both in base64.
/// </remarks>
internal static class SignedJson
{
    public const string Algorithm = "ES256";

    private const string Member = "signature";
    private const string Curve = "1.2.840.10045.3.1.7"; // P-256
    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    /// <summary>Reads an object; two members of one name, which readers understand differently, are refused.</summary>
    /// <exception cref="FormatException">It is no JSON.</exception>
    public static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new FormatException($"It is no JSON: {error.Message}", error);
        }
    }

    public static void Sign(JsonObject document, SigningKey key)
    {
        _ = document.Remove(Member);
        byte[] value = key.Sign(BytesOf(document));
        document[Member] = new JsonObject { ["algorithm"] = Algorithm, ["key"] = Convert.ToBase64String(key.PublicKey), ["value"] = Convert.ToBase64String(value) };
    }

    public static SignatureCheck Check(JsonObject document)
    {
        if (document[Member] is not { } member)
            return SignatureCheck.NotSigned;
        string? name = null;
        try
        {
            byte[] spki = Convert.FromBase64String(TextOf(member, "key")), value = Convert.FromBase64String(TextOf(member, "value"));
            name = SigningKey.FingerprintOf(spki);
            var bare = (JsonObject)document.DeepClone();
            _ = bare.Remove(Member);
            using ECDsa key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out int read);
            bool fits = TextOf(member, "algorithm") == Algorithm && read == spki.Length && key.ExportParameters(false).Curve.Oid.Value == Curve
                && key.VerifyData(BytesOf(bare), value, HashAlgorithmName.SHA256, Format);
            return new SignatureCheck(fits ? SignatureState.Fits : SignatureState.Broken, name);
        }
        catch (Exception error) when (error is FormatException or CryptographicException or InvalidOperationException)
        {
            return new SignatureCheck(SignatureState.Broken, name);
        }
    }

    internal static byte[] SignBytes(ECDsa key, byte[] bytes) => key.SignData(bytes, HashAlgorithmName.SHA256, Format);

    private static string TextOf(JsonNode member, string name) => member is JsonObject map && map[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new FormatException($"The signature lacks '{name}'.");

    private static byte[] BytesOf(JsonObject document) => [.. Encoding.UTF8.GetBytes("prunella-signed-v1\n"), .. CanonicalJson.Of(document)];
}
