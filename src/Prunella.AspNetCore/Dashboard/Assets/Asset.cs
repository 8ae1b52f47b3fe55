namespace Prunella.AspNetCore.Dashboard.Assets;

/// <summary>A file of the dashboard, compressed once.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Version">A mark that changes with its content.</param>
/// <param name="Plain">As it is.</param>
/// <param name="Gzip">Compressed by gzip.</param>
/// <param name="Brotli">Compressed by Brotli.</param>
internal sealed record Asset(string ContentType, string Version, byte[] Plain, byte[] Gzip, byte[] Brotli);
