namespace Prunella.Patterns.Scrubbing;

/// <summary>Reads names of variables, properties, headers and options.</summary>
internal static class SecretName
{
    /// <summary>Texts, one of which is in every name that may name a secret.</summary>
    public static IReadOnlyList<string> Stems { get; } =
        ["pass", "pwd", "secret", "token", "key", "auth", "cred", "signature", "nonce", "salt", "session", "sid", "bearer", "identified by", "client_id", "clientid", "api", "basic ", "ntlm ", "access_id", "accessid", .. Vendors];

    // A value beside the name of a vendor counts where it looks drawn at random.
    private static IEnumerable<string> Vendors =>
    [
        "sourcegraph", "sonar", "heroku", "algolia", "twilio", "sendgrid", "mailgun", "stripe", "discord", "telegram", "openai", "anthropic", "cloudflare",
        "datadog", "newrelic", "okta", "snyk", "netlify", "artifactory", "jfrog", "bitbucket", "dropbox", "fastly",
    ];

    private static readonly string[] Passwords = ["password", "passwd", "passwort", "passphrase", "pwd", "pass"];

    private static readonly string[] Tokens =
    [
        "secret", "token", "apikey", "accesskey", "authkey", "privatekey", "signingkey", "encryptionkey", "masterkey", "sharedkey", "accountkey",
        "subscriptionkey", "instrumentationkey", "servicekey", "licensekey", "sharedaccesskey", "credential", "credentials", "authorization", "signature", "cookie", "bearer",
        "consumerkey", "integrationkey", "clientkey", "nkey", "seed", "keyid", "identifiedby", "sessionid", "auth", "accessid",
    ];

    private static readonly string[] Weak = ["key", "nonce", "salt", "sid", "session", "clientid", "appid", "apiid", "pass", "api", "oauth"];

    // What follows the word of a secret and makes it the name of something about it.
    private static readonly string[] About =
    [
        "name", "file", "path", "url", "uri", "type", "length", "len", "size", "count", "expiry", "expires", "expiration", "timeout", "ttl", "policy", "field",
        "header", "param", "parameter", "format", "version", "algorithm", "alg", "method", "class", "provider", "endpoint", "location", "prefix", "suffix", "label",
        "placeholder", "description", "hint", "mode", "kind", "enabled", "required", "regex", "pattern", "column", "scheme", "schema", "arn", "ref", "env", "index",
        "page", "reset", "attribute", "factory", "generator", "manager", "service", "handler", "validator", "callback", "domain", "host", "limit", "usage", "strength",
        "cancellation", "syntax", "next", "continuation", "public", "foreign", "primary", "sort", "partition", "route", "cache", "object",
    ];

    private static readonly string[] NotSecret = ["cancellationtoken", "syntaxtoken", "publickeytoken", "publickey", "pubkey", "primarykey", "foreignkey", "keyboard", "keyword", "monkey", "author", "tokenizer", "passenger", "bypass", "passed", "passing", "compass", "passive", "keypress", "keydown", "keyup", "tokentype", "tokenid"];

    /// <summary>Classifies a name by its last words: <c>DB_PASSWORD</c> is a password, <c>passwordFile</c> is none.</summary>
    public static NameKind Classify(ReadOnlySpan<char> name)
    {
        Span<char> plain = stackalloc char[64];
        int length = 0;
        foreach (char c in name.Length > 64 ? name[^64..] : name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                plain[length++] = char.ToLowerInvariant(c);
        }

        ReadOnlySpan<char> word = plain[..length].TrimEnd("0123456789");
        foreach (string other in NotSecret)
        {
            if (word.EndsWith(other, StringComparison.Ordinal))
                return other is "pubkey" or "publickey" && name.Contains("flw", StringComparison.OrdinalIgnoreCase) ? NameKind.Token : NameKind.None;
        }

        foreach (string about in About)
        {
            if (word.EndsWith(about, StringComparison.Ordinal))
                return NameKind.None;
        }

        if (Ends(word, Passwords, plural: true))
            return NameKind.Password;
        if (Ends(word, Tokens, plural: true))
            return NameKind.Token;
        if (Ends(word, Weak, plural: false))
            return NameKind.Weak;
        // in the middle: secretBase, tokenValue, passwordOld, api_key_live
        foreach (string inner in Passwords.AsSpan(0, 4))
        {
            if (word.Contains(inner, StringComparison.Ordinal))
                return NameKind.Password;
        }

        foreach (string inner in Tokens.AsSpan(0, 9))
        {
            if (word.Contains(inner, StringComparison.Ordinal))
                return NameKind.Token;
        }

        return NameKind.Weak;
    }

    private static bool Ends(ReadOnlySpan<char> word, string[] endings, bool plural)
    {
        foreach (string ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) || (plural && word.EndsWith("s") && word[..^1].EndsWith(ending, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}
