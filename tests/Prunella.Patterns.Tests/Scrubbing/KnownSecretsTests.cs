using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Tests.Scrubbing;

public class KnownSecretsTests
{
    [Fact]
    public void A_value_of_this_process_is_found_in_each_form_whatever_it_looks_like()
    {
        Gen<string> values =
            from length in Gen.Choose(16, 40)
            from letters in Gen.ArrayOf(Gen.Choose(33, 126), length)
            select new string([.. letters.Select(static code => (char)code)]);
        Prop.ForAll(values.Where(static value => !"<{[$%".Contains(value[0])).ToArbitrary(), static value =>
        {
            var scrubber = new Scrubber(new ScrubOptions { Known = KnownSecrets.None.With(value) });
            string[] forms =
            [
                value, Uri.EscapeDataString(value), JsonSerializer.Serialize(value)[1..^1],
                Base64(value), Base64("u:" + value), Base64("user:" + value), Base64("a" + value + "tail"), Base64(value).Replace('+', '-').Replace('/', '_'),
            ];
            return forms.All(form => !scrubber.Scrub($"before {form} after").Contains(form[4..^4], StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Values_of_the_configuration_count_by_the_names_of_their_keys()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Billing:ApiKey"] = "plainwords",
            ["Billing:Region"] = "northern",
            ["ConnectionStrings:Shop"] = "Host=db;Username=app;Password=summer house 7",
        }).Build();
        var scrubber = new Scrubber(new ScrubOptions { Known = KnownSecrets.None.WithConfiguration(configuration) });

        string scrubbed = scrubber.Scrub("plainwords came from northern by summer house 7");

        Assert.Matches("^<secret:known:....> came from northern by <secret:known:....>$", scrubbed);
    }

    [Fact]
    public void What_would_be_found_in_ordinary_words_is_not_taken()
    {
        KnownSecrets known = KnownSecrets.None.With("short").With("false").With("${VAULT}");

        Assert.Equal(0, known.Count);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
