using System.Buffers;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Tests.Scrubbing;

public class ScrubberTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    private readonly Scrubber _scrubber = new(new ScrubOptions { Key = Key });

    // Values of the documented formats, made for this test.
    [Theory]
    [InlineData("aws-key", "key AKIAQ3EGMV5WJ2TDX7RB rejected", "AKIAQ3EGMV5WJ2TDX7RB")]
    [InlineData("github-token", "remote: ghp_x7Kd92LmQpZr4VtNc81HsYbWf6JuAe3Go05T denied", "ghp_x7Kd92LmQpZr4VtNc81HsYbWf6JuAe3Go05T")]
    [InlineData("slack-token", "SLACK xoxb-848130912345-918273645546-Zk3vRt8QwLpMn2XcVb7Yh1Ju", "Zk3vRt8QwLpMn2XcVb7Yh1Ju")]
    [InlineData("jwt", "got eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI5MSJ9.c2lnbmF0dXJlLW9mLXRlc3Q end", "eyJzdWIiOiI5MSJ9")]
    [InlineData("password-hash", "app:$2b$12$Q8fakVUDKFkDAnA.HQFy9bl7Px3maYt.SEkqR9gWtte6.h9C.rKAK", "Q8fakVUDKFkDAnA")]
    [InlineData("password", "Host=db;Username=app;Password=Tr0ub4dor&3x;Pooling=true", "Tr0ub4dor")]
    [InlineData("password", "{\"user\":\"app\",\"password\":\"copper-violet-41\"}", "copper-violet-41")]
    [InlineData("password", "amqp://svc:Hd82kskQ1@queue:5672/vhost", "Hd82kskQ1")]
    [InlineData("password", "CREATE USER app WITH PASSWORD 'lantern-2-battery';", "lantern-2-battery")]
    [InlineData("password", "curl -u admin:9dkQ2mZx https://example.net/", "9dkQ2mZx")]
    [InlineData("password", "Assert.Equal(\"<add key=\\\"Password\\\" value=\\\"q7Hd92kkA\\\" />\")", "q7Hd92kkA")]
    [InlineData("token", "X-Api-Key: 8f14e45fceea167a5a36dedd4bea2543", "8f14e45fceea167a5a36dedd4bea2543")]
    [InlineData("token", "> Authorization: Bearer q8Zk3vRt8QwLpMn2XcVb7Yh1Ju", "q8Zk3vRt8QwLpMn2XcVb7Yh1Ju")]
    [InlineData("token", "- name: SEARCH_TOKEN\n  value: k3vRt8QwLpMn2XcVb7Yh1Ju", "k3vRt8QwLpMn2XcVb7Yh1Ju")]
    [InlineData("cookie", "Set-Cookie: .AspNetCore.Session=CfDJ8NrAkS8tQzR2vXw91kLp0; path=/", "CfDJ8NrAkS8tQzR2vXw91kLp0")]
    [InlineData("kubernetes-secret", "kind: Secret\ndata:\n  anything: c2VjcmV0LXZhbHVl\n", "c2VjcmV0LXZhbHVl")]
    [InlineData("nkey-seed", "seed SUAB4K2ZQ7XWVTL3MNRPD5HYJ6OEIGC2FSB4K2ZQ7XWVTL3MNRPD5HYJ6O", "SUAB4K2ZQ7")]
    [InlineData("email", "no such user jane.doe@mail.example.org here", "jane.doe")]
    [InlineData("ip", "Connection from 203.0.113.77:51234 refused", "203.0.113.77")]
    [InlineData("ip", "peer [2001:db8:85a3::8a2e:370:7334]:443 reset", "2001:db8:85a3")]
    [InlineData("card", "card=4111-1111-1111-1111&cvv=1", "4111-1111-1111-1111")]
    [InlineData("iban", "to DE89 3704 0044 0532 0130 00 sent", "0532 0130")]
    [InlineData("ssn", "ssn=219-09-9999", "219-09-9999")]
    [InlineData("phone", "tel: +493012345678", "493012345678")]
    public void A_secret_is_replaced_by_a_token_of_its_kind(string kind, string text, string secret)
    {
        string scrubbed = _scrubber.Scrub(text);

        Assert.DoesNotContain(secret, scrubbed, StringComparison.Ordinal);
        Assert.Matches($"<secret:{kind}:[0-9a-f]{{4}}>", scrubbed);
        Assert.Equal(scrubbed, _scrubber.Scrub(scrubbed));
    }

    [Theory]
    [InlineData("CancellationToken cancellationToken = default")]
    [InlineData("if (string.IsNullOrEmpty(password)) throw new ArgumentNullException(nameof(password));")]
    [InlineData("const secret = process.env.CLIENT_SECRET;")]
    [InlineData("password: \"${DB_PASSWORD}\"")]
    [InlineData("The password must be at least 12 characters long.")]
    [InlineData("\"integrity\": \"sha512-2D8Hsa448UesPA9bb1yLDuL8UIcjD+SFnuCunhJLuEkScrTH8rlQFz/QmL17Zt782wih+hlVUGxzVuzZEvRjsA==\"")]
    [InlineData("commit 9dbde831ec4b3eb76cbff06a030d8771956369af")]
    [InlineData("traceparent: 00-b86d9e9960e9fff117bfc9502db0b34e-e32f5a06f21d6410-01")]
    [InlineData("correlation id bc967bf6-3357-4b81-af23-2d67aea20bbb started")]
    [InlineData("Microsoft.CSharp, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a")]
    [InlineData("   at Acme.Inventory.Service.<HandleAsync>d__12.MoveNext() in /src/inventory/Service.cs:line 141")]
    [InlineData("processed 4111111111111112 rows in 1731594837123 ms on 127.0.0.1:5000, next at 12:34:56")]
    [InlineData("git@github.com:acme/widgets.git, assets/logo@2x.png, @types/node@18.19.3, getty@tty1.service")]
    [InlineData("users user:pass@host as in postgres://user:pass@host/db")]
    public void Text_without_secrets_stays_the_same_instance(string text) => Assert.Same(text, _scrubber.Scrub(text));

    [Fact]
    public void The_same_value_has_the_same_token_in_a_project_and_another_one_in_another()
    {
        var other = new Scrubber(new ScrubOptions { Key = new byte[32] });
        const string Text = "password=q7Hd92kkA token";

        Assert.Equal(_scrubber.Scrub(Text), _scrubber.Scrub(Text));
        Assert.Equal(_scrubber.Scrub(Text), new Scrubber(new ScrubOptions { Key = Key }).Scrub(Text));
        Assert.NotEqual(_scrubber.Scrub(Text), other.Scrub(Text));
    }

    [Fact]
    public void A_private_key_goes_as_a_whole_even_where_its_end_is_missing()
    {
        const string Body = "MIIEpAIBAAKCAQEA7bq98Zx\nQ2kd0vRt8QwLpMn2XcVb7Yh1Ju\n";

        Assert.Matches("^a <secret:private-key:....> b$", _scrubber.Scrub($"a -----BEGIN RSA PRIVATE KEY-----\n{Body}-----END RSA PRIVATE KEY----- b"));
        Assert.Matches("^<secret:private-key:....>$", _scrubber.Scrub($"-----BEGIN PRIVATE KEY-----\n{Body}"));
        Assert.Equal($"-----BEGIN CERTIFICATE-----\n{Body}", _scrubber.Scrub($"-----BEGIN CERTIFICATE-----\n{Body}"));
    }

    [Fact]
    public void A_password_that_is_found_once_is_removed_everywhere()
    {
        string scrubbed = _scrubber.Scrub("user zkqvx failed: postgres://zkqvx:zkqvx@db/app");

        Assert.DoesNotContain("zkqvx", scrubbed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_the_user_is_followed_and_may_name_the_part_that_goes()
    {
        var rule = new ScrubRule("acme-key", ["acme_"], @"acme_(?<secret>[a-z0-9]{8})\b") { Check = static secret => secret[0] != 'x' };
        var scrubber = new Scrubber(new ScrubOptions { Rules = [rule] });

        Assert.Matches("^id acme_<secret:acme-key:....> ok$", scrubber.Scrub("id acme_k2j8d7s1 ok"));
        Assert.Equal("id acme_x2j8d7s1 ok", scrubber.Scrub("id acme_x2j8d7s1 ok"));
    }

    [Fact]
    public void A_wrong_rule_or_key_fails_at_the_start()
    {
        Assert.Throws<ArgumentException>(static () => new Scrubber(new ScrubOptions { Key = new byte[8] }));
        Assert.Throws<ArgumentException>(static () => new ScrubRule("Acme", ["acme"], "a"));
        Assert.Throws<ArgumentException>(static () => new ScrubRule("acme", ["ac"], "a"));
        Assert.Throws<InvalidOperationException>(static () => new Scrubber(new ScrubOptions { Rules = [new ScrubRule("acme", ["acme"], "a(?=b)")] }));
    }

    [Fact]
    public void Personal_data_stays_where_that_is_asked_for()
    {
        var scrubber = new Scrubber(new ScrubOptions { PersonalData = false });

        Assert.Equal("jane.doe@mail.example.org at 203.0.113.77", scrubber.Scrub("jane.doe@mail.example.org at 203.0.113.77"));
    }

    [Fact]
    public void Findings_are_in_order_and_do_not_overlap()
    {
        const string Text = "password=q7Hd92kkA mail jane@example.org url amqp://svc:Hd82kskQ1@queue/ AKIAQ3EGMV5WJ2TDX7RB";
        IReadOnlyList<Finding> found = _scrubber.Find(Text);

        Assert.Equal(["password", "email", "password", "aws-key"], found.Select(static finding => finding.Kind));
        Assert.All(found.Zip(found.Skip(1)), static pair => Assert.True(pair.First.End <= pair.Second.Start));
        var output = new ArrayBufferWriter<char>();
        Assert.Equal(4, _scrubber.Scrub(Text, output));
        Assert.Equal(_scrubber.Scrub(Text), new string(output.WrittenSpan));
    }

    [Fact]
    public void The_built_in_rules_all_compile()
    {
        foreach (ScrubRule rule in CloudRules.All
            .Concat(DeveloperRules.All).Concat(ServiceRules.All))
            rule.Validate();
    }
}
