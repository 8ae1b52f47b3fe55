using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Prunella.Telemetry.Analysis;

namespace Prunella.Telemetry.Reports;

/// <summary>Writes an analysis as one page that a browser shows from a file, without any network.</summary>
/// <remarks>The page's policy allows its own style and script alone, by their hashes, and no connection to anywhere. The data are packed, in text.</remarks>
public static class HtmlReport
{
    private static readonly string[] Scripts = ["core.js", "overview.js", "performance.js", "flow.js", "traces.js", "compare.js", "main.js"];
    private static readonly Lazy<(string Style, string Script)> Parts = new(static () => (Resource("report.css"), string.Join('\n', Scripts.Select(Resource))));

    /// <summary>Writes the page, UTF-8.</summary>
    /// <param name="analysis">What it shows.</param>
    /// <param name="target">Where to; left open.</param>
    /// <param name="made">When it is made.</param>
    public static void Write(LogAnalysis analysis, Stream target, DateTimeOffset made) => Write(analysis, null, target, made);

    /// <summary>Writes the page of a comparison, UTF-8: what came after, what differs from before, and both sides beside each other.</summary>
    /// <param name="comparison">What it shows.</param>
    /// <param name="target">Where to; left open.</param>
    /// <param name="made">When it is made.</param>
    public static void Write(LogComparison comparison, Stream target, DateTimeOffset made)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        Write(comparison.After with { Findings = comparison.Findings }, comparison, target, made);
    }

    private static void Write(LogAnalysis analysis, LogComparison? comparison, Stream target, DateTimeOffset made)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(target);
        (string style, string script) = Parts.Value;
        using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        writer.Write($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{Hash(style)}}'; script-src '{{Hash(script)}}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Prunella: what the telemetry shows</title>
            <style>
            """);
        writer.Write(style);
        writer.Write("""
            </style>
            </head>
            <body>
            <a class="skip" href="#main">To the contents</a>
            <header>
            <div class="bar"><p class="home"><svg class="flower" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1c1.9 0 3 1.4 3 3 0 .6-.1 1-.3 1.5C12.5 5.2 15 6.200 15 8.5c0 1.9-1.5 3-3.2 3-.6 0-1.1-.1-1.5-.3C10.300 13 9.600 15 8 15s-2.300-2-2.300-3.800c-.4.2-.9.3-1.500.3C2.500 11.500 1 10.400 1 8.500c0-2.300 2.500-3.300 4.300-3C5.100 5 5 4.600 5 4c0-1.600 1.100-3 3-3z"/></svg>Prunella</p>
            <button id="theme" class="theme" type="button">light or dark</button></div>
            <nav id="views" aria-label="Views"></nav>
            </header>
            <main id="main" tabindex="-1"><noscript><p>This report is drawn by the script inside it, which is switched off.</p></noscript></main>
            <footer><p id="made"></p></footer>
            <script type="text/plain" id="data">
            """);
        writer.Write('\n');
        writer.Write(Packed(analysis, comparison, made));
        writer.Write("\n</script>\n<script>");
        writer.Write(script);
        writer.Write("</script>\n</body>\n</html>\n");
    }

    private static string Packed(LogAnalysis analysis, LogComparison? comparison, DateTimeOffset made)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            ReportData.Write(analysis, comparison, gzip, made);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length, Base64FormattingOptions.None);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Prunella.Telemetry.Report." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
