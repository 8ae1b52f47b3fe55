using System.Security.Cryptography;

namespace Prunella.Patterns.Signing;

/// <summary>A key by which exports are signed: ECDSA on the curve P-256. Not thread-safe.</summary>
public sealed class SigningKey : IDisposable
{
    private const int KeySize = 256;

    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Fingerprint = FingerprintOf(PublicKey);
    }

    /// <summary>The public half, as others need it to check a signature.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The name of the key: <c>SHA256:</c> and the hash of its public half in base64. No other key has it.</summary>
    public string Fingerprint { get; }

    internal byte[] PublicKey { get; }

    /// <summary>A new key that ends with the process.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The key in a file, which is made, readable for its owner alone, where it is not there. Its folder must be.</summary>
    /// <exception cref="IOException">The file can not be read or written.</exception>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static SigningKey Open(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (!File.Exists(file))
            Make(file);
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize == KeySize && key.ExportParameters(includePrivateParameters: true).D is not null)
                return new SigningKey(key);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"'{file}' holds no private key.", error);
        }

        key.Dispose();
        throw new InvalidDataException($"'{file}' is not a key of the curve P-256.");
    }

    /// <summary>The name of a public key, given as a SubjectPublicKeyInfo.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> publicKey) => $"SHA256:{Convert.ToBase64String(SHA256.HashData(publicKey)).TrimEnd('=')}";

    /// <summary>Forgets the private half.</summary>
    public void Dispose() => _key.Dispose();

    internal byte[] Sign(byte[] bytes) => SignedJson.SignBytes(_key, bytes);

    // Whole or not at all; of two that make one at once the first stays.
    private static void Make(string file)
    {
        string mine = $"{file}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var writer = new StreamWriter(new FileStream(mine, how)))
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        try
        {
            File.Move(mine, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(mine);
        }
    }
}
