using System.Text;
using System.Text.Json.Nodes;
using Prunella.Patterns.Signing;

namespace Prunella.Patterns.Tests.Signing;

public sealed class SigningTests
{
    private static readonly SigningKey Key = SigningKey.Create();

    [Theory]
    [InlineData("""{ "b" : [1, -2, true, null], "a": {"z":"€","y":""} }""", """{"a":{"y":"","z":"€"},"b":[1,-2,true,null]}""")]
    [InlineData("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")] // the example of RFC 8785, section 3.2.4
    [InlineData("""{"\u20ac":1,"\r":2,"1":3,"\u00f6":4}""", "{\"\\r\":2,\"1\":3,\"ö\":4,\"€\":1}")]
    public void There_is_one_way_to_write_a_value(string json, string canonical) => Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Of(SignedJson.Parse(json))));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("9007199254740993")]
    [InlineData("\"\\ud83c\"")]
    public void What_readers_may_understand_differently_is_not_signed(string json) => Assert.Throws<FormatException>(() => CanonicalJson.Of(SignedJson.Parse(json)));

    [Fact]
    public void Two_members_of_one_name_are_refused() => Assert.Throws<FormatException>(() => SignedJson.Parse("""{"a":1,"a":2}"""));

    [Fact]
    public void A_signature_fits_what_was_signed_and_names_its_key()
    {
        JsonObject document = Signed();

        Assert.Equal(new SignatureCheck(SignatureState.Fits, Key.Fingerprint), SignedJson.Check((JsonObject)SignedJson.Parse(document.ToJsonString())!));
        Assert.Equal(SignatureCheck.NotSigned, SignedJson.Check(new JsonObject { ["a"] = 1 }));
    }

    [Fact]
    public void Whatever_is_changed_the_signature_does_not_fit()
    {
        using SigningKey another = SigningKey.Create();
        foreach (Action<JsonObject> change in new Action<JsonObject>[]
        {
            static map => map["text"] = "b", static map => map["more"] = null, static map => map.Remove("text"), static map => map["signature"] = "none", static map => map["signature"] = null,
            static map => map["signature"]!["value"] = Convert.ToBase64String(new byte[64]), static map => map["signature"]!["value"] = "?", static map => map["signature"]!["algorithm"] = "none",
            static map => map["signature"]!.AsObject().Remove("key"), map => map["signature"]!["key"] = Convert.ToBase64String(another.PublicKey),
            static map => map["signature"]!["key"] = Convert.ToBase64String(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384).ExportSubjectPublicKeyInfo()),
        })
        {
            JsonObject document = Signed();
            change(document);
            Assert.NotEqual(SignatureState.Fits, SignedJson.Check(document).State);
        }
    }

    [Fact]
    public void A_key_is_made_once_and_a_file_that_is_none_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("prunella-key-").FullName, file = Path.Combine(folder, "key.pem");
        using (SigningKey first = SigningKey.Open(file), again = SigningKey.Open(file))
            Assert.Equal(first.Fingerprint, again.Fingerprint);
        Assert.Equal([file], Directory.EnumerateFiles(folder));
        File.WriteAllText(file, Key.PublicPem);
        _ = Assert.Throws<InvalidDataException>(() => SigningKey.Open(file).Sign([]));
        File.WriteAllText(file, "nothing");
        _ = Assert.Throws<InvalidDataException>(() => SigningKey.Open(file));
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject Signed()
    {
        var document = new JsonObject { ["text"] = "a", ["list"] = new JsonArray(1, "€", null) };
        SignedJson.Sign(document, Key);
        return document;
    }
}
