namespace Prunella.Patterns.Scrubbing;

/// <summary>What the name of a value says about it.</summary>
internal enum NameKind
{
    /// <summary>Nothing: it names no secret, or something about one, as <c>token_url</c>.</summary>
    None,

    /// <summary>A weak sign, as <c>key</c> or <c>nonce</c>: only a value that looks drawn at random counts.</summary>
    Weak,

    /// <summary>A secret made by a machine, as <c>api_key</c>.</summary>
    Token,

    /// <summary>A secret made by a person, as <c>password</c>: may be a word.</summary>
    Password,
}
