using System.Text;
using System.Text.Json;
using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Validation;

public sealed class JsonShapeTests
{
    private static readonly JsonShape Order = JsonShape.Object
        .Require("id", JsonKind.String)
        .Require("items[].price", JsonKind.Number)
        .Allow("note", JsonKind.String);

    [Theory]
    [InlineData("""{"id":"a","items":[]}""", null)]
    [InlineData("""{"id":"a","items":[{"price":1},{"price":2.5,"more":true}],"note":null}""", null)]
    [InlineData("""{"items":[]}""", "$.id is missing")]
    [InlineData("""{"id":null,"items":[]}""", "$.id must be a String, but is a Null")]
    [InlineData("""{"id":"a"}""", "$.items is missing")]
    [InlineData("""{"id":"a","items":{}}""", "$.items must be an Array, but is an Object")]
    [InlineData("""{"id":"a","items":[{"price":1},{"price":"2"}]}""", "$.items[1].price must be a Number, but is a String")]
    [InlineData("""{"id":"a","items":[{}]}""", "$.items[0].price is missing")]
    [InlineData("""{"id":"a","items":[],"note":5}""", "$.note must be a String, but is a Number")]
    [InlineData("[]", "$ must be an Object, but is an Array")]
    [InlineData("{", "not well-formed JSON at line 1, byte 2")]
    [InlineData("", "not well-formed JSON at line 1, byte 1")]
    [InlineData("""{"id":"a","items":[]} x""", "not well-formed JSON at line 1, byte 23")]
    public void It_says_what_is_wrong_and_where(string json, string? fault) => Assert.Equal(fault, Order.FaultOf(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a[0]")]
    public void A_malformed_path_is_refused(string path) => Assert.Throws<ArgumentException>(() => JsonShape.Object.Require(path));

    [Theory]
    [InlineData(200, "application/json; charset=utf-8", "{}", null)]
    [InlineData(200, "application/problem+json", "{}", null)]
    [InlineData(200, "text/html", "{}", "its content type is 'text/html', not application/json")]
    [InlineData(200, null, "{}", "its content type is 'none', not application/json")]
    [InlineData(404, "text/html", "no", null)]
    public void Rules_look_at_status_and_type(int status, string? type, string body, string? fault) =>
        Assert.Equal(fault, ResponseRules.Json().FaultOf(status, type, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"Name":"a"}""", null)]
    [InlineData("  ", "it is empty")]
    [InlineData("null", "it is null")]
    [InlineData("""{"Name":5}""", "at $.Name")]
    public void Parsing_gives_a_value_or_a_clear_error(string json, string? fault)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() };
        var type = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<Person>)options.GetTypeInfo(typeof(Person));
        if (fault is null)
        {
            Assert.Equal("a", ResponseParser.ValidateAndParse("people", json, type).Name);
            return;
        }

        InvalidResponseException error = Assert.Throws<InvalidResponseException>(() => ResponseParser.ValidateAndParse("people", json, type));
        Assert.StartsWith(fault, error.Fault, StringComparison.Ordinal);
        Assert.Contains("'people' gave an invalid answer", error.Message, StringComparison.Ordinal);
    }

    private sealed record Person(string Name);
}
