using System.Text.Json;
using Prunella.Kernel;

namespace Prunella.Tests.Kernel;

public sealed class ComponentNameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("orders#2")]
    [InlineData("orders/db")]
    [InlineData("0.a_b-c#d/e")]
    public void Names_of_the_alphabet_are_taken(string text)
    {
        Assert.True(ComponentName.TryParse(text, out ComponentName name));
        Assert.Equal(new ComponentName(text), name);
        Assert.Equal(text, JsonSerializer.Deserialize<ComponentName>(JsonSerializer.Serialize(name)).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Orders")]
    [InlineData("#2")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("٣")]
    public void Other_texts_are_refused(string? text)
    {
        Assert.False(ComponentName.TryParse(text, out ComponentName name));
        Assert.Equal(default, name);
        _ = Assert.Throws<ArgumentException>(() => new ComponentName(text!));
    }

    [Fact]
    public void The_longest_name_has_128_characters()
    {
        Assert.True(ComponentName.TryParse(new string('a', 128), out _));
        Assert.False(ComponentName.TryParse(new string('a', 129), out _));
    }

    [Fact]
    public void The_name_of_nothing_survives_JSON_and_a_wrong_one_does_not()
    {
        Assert.Equal(default, JsonSerializer.Deserialize<ComponentName>(JsonSerializer.Serialize(default(ComponentName))));
        _ = Assert.Throws<JsonException>(static () => JsonSerializer.Deserialize<ComponentName>("\"A\""));
    }

    [Fact]
    public void Names_sort_by_their_bytes()
    {
        ComponentName[] names = [new("b"), new("a/b"), new("a"), new("a#1")];
        Assert.Equal(["a", "a#1", "a/b", "b"], names.Order().Select(static name => name.Value));
    }
}
