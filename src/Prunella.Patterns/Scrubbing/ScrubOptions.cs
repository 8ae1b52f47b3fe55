namespace Prunella.Patterns.Scrubbing;

/// <summary>What a <see cref="Scrubber"/> looks for, and how its tokens are made.</summary>
public sealed record ScrubOptions
{
    /// <summary>The project's key: the same value gives the same token where the key is the same. At least 16 bytes. Default: random for this process.</summary>
    public ReadOnlyMemory<byte> Key { get; init; } = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

    /// <summary>The secrets this process has. Default none.</summary>
    public KnownSecrets Known { get; init; } = KnownSecrets.None;

    /// <summary>Rules beside the built-in ones. Default none.</summary>
    public IReadOnlyList<ScrubRule> Rules { get; init; } = [];

    /// <summary>Whether addresses of mail and network, telephone, card, bank account and social security numbers are removed too. Default true.</summary>
    public bool PersonalData { get; init; } = true;
}
