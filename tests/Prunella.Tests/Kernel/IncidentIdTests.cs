using System.Text.Json;
using Prunella.Kernel;

namespace Prunella.Tests.Kernel;

public sealed class IncidentIdTests
{
    [Fact]
    public void A_new_identifier_is_read_back_in_either_case_and_from_JSON()
    {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            IncidentId id = IncidentId.New(random);
            Assert.Matches("^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$", id.Value);
            Assert.True(IncidentId.TryParse(id.Value.ToUpperInvariant(), out IncidentId read));
            Assert.Equal(id, read);
            Assert.Equal(id, JsonSerializer.Deserialize<IncidentId>(JsonSerializer.Serialize(id)));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7k3m9xq2")]
    [InlineData("7k3m-9xqu")]
    [InlineData("7k3m-9xql")]
    [InlineData("7k3m-9xq22")]
    [InlineData("7\u212A3m-9xq2")] // the sign of Kelvin, whose lower case is k
    public void Other_texts_are_refused(string? text) => Assert.False(IncidentId.TryParse(text, out _));
}
