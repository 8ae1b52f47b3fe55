using Prunella.Cli.Shell;
using Prunella.Patterns.Signing;

namespace Prunella.Cli.Knowledge;

/// <summary>The key that a project signs with, and those of others that it trusts; both in its state directory.</summary>
internal sealed class ProjectKeys(string folder)
{
    private const string KeyName = "signing.pem";
    private const string TrustedName = "trusted-keys";
    private const int FingerprintLength = 50; // "SHA256:" and 43 characters

    /// <summary>The own key, which is made where there is none.</summary>
    /// <exception cref="IOException">The file can not be used.</exception>
    /// <exception cref="UsageException">It is something else.</exception>
    public SigningKey Own()
    {
        _ = ProjectMemory.KeyIn(folder); // makes the directory
        try
        {
            return SigningKey.Open(Path.Combine(folder, KeyName));
        }
        catch (InvalidDataException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    /// <summary>Whether a key is the own, or was trusted before.</summary>
    public bool Knows(string fingerprint)
    {
        if (Trusted().Contains(fingerprint))
            return true;
        if (!File.Exists(Path.Combine(folder, KeyName)))
            return false;
        using SigningKey own = Own();
        return own.Fingerprint == fingerprint;
    }

    /// <summary>Trusts a key from now on.</summary>
    public void Trust(string fingerprint)
    {
        if (Knows(fingerprint))
            return;
        _ = ProjectMemory.KeyIn(folder);
        File.AppendAllText(Path.Combine(folder, TrustedName), fingerprint + "\n");
    }

    /// <exception cref="UsageException">It does not look like a fingerprint.</exception>
    public static string Checked(string fingerprint) => fingerprint.Length == FingerprintLength && fingerprint.StartsWith("SHA256:", StringComparison.Ordinal)
        ? fingerprint : throw new UsageException($"--trust: '{fingerprint}' is not the fingerprint of a key, as prunella patterns key prints it.");

    private string[] Trusted() => Path.Combine(folder, TrustedName) is var file && File.Exists(file) ? File.ReadAllLines(file) : [];
}
