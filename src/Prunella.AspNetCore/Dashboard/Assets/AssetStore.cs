using System.IO.Compression;
using System.Security.Cryptography;

namespace Prunella.AspNetCore.Dashboard.Assets;

/// <summary>The files of the dashboard: resources of the assembly, so that they are there in every host, with or without static files.</summary>
internal static class AssetStore
{
    private static readonly Dictionary<string, Lazy<Asset>> All = new(StringComparer.Ordinal)
    {
        ["app.css"] = From("text/css; charset=utf-8", "app.css", "uPlot.min.css"),
        ["app.js"] = From("text/javascript; charset=utf-8", "app.js"),
        ["uplot.js"] = From("text/javascript; charset=utf-8", "uPlot.iife.min.js"),
        ["icon.svg"] = From("image/svg+xml", "icon.svg"),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Asset? Find(string name) => All.TryGetValue(name, out Lazy<Asset>? asset) ? asset.Value : null;

    /// <summary>The address of a file; it changes with the file, so that it may be kept for ever.</summary>
    public static string Address(string name) => $"assets/{name}?v={All[name].Value.Version}";

    private static Lazy<Asset> From(string contentType, params string[] resources) => new(() =>
    {
        using var joined = new MemoryStream();
        foreach (string resource in resources)
        {
            using Stream stream = typeof(AssetStore).Assembly.GetManifestResourceStream($"Prunella.Dashboard.{resource}")
                ?? throw new InvalidOperationException($"the assembly lacks {resource}");
            stream.CopyTo(joined);
            joined.WriteByte((byte)'\n');
        }

        byte[] plain = joined.ToArray();
        return new Asset(
            contentType, Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 6)), plain,
            Compressed(plain, static output => new GZipStream(output, CompressionLevel.SmallestSize)),
            Compressed(plain, static output => new BrotliStream(output, CompressionLevel.SmallestSize)));
    });

    private static byte[] Compressed(byte[] plain, Func<Stream, Stream> compress)
    {
        using var output = new MemoryStream();
        using (Stream stream = compress(output))
            stream.Write(plain);
        return output.ToArray();
    }
}
