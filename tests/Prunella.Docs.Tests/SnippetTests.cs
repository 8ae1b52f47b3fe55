using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Prunella.Docs.Tests;

/// <summary>Every block of C# in the documentation compiles as it stands there.</summary>
public sealed class SnippetTests
{
    private const string Fence = "```";

    private static readonly string Usings = string.Concat(new[]
    {
        "System", "System.Collections.Generic", "System.Diagnostics.Metrics", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Logging",
        "Polly", "Prunella", "Prunella.AspNetCore", "Prunella.Kernel", "Prunella.Metrics", "Prunella.Patterns.Actions", "Prunella.Patterns.Causality", "Prunella.Patterns.Errors", "Prunella.Patterns.Generation", "Prunella.Patterns.Incidents", "Prunella.Patterns.Known", "Prunella.Patterns.Safety", "Prunella.Patterns.Scrubbing", "Prunella.Polly", "Prunella.Resilience",
        "Prunella.Views",
    }.Select(static name => $"global using {name};\n"));

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string, int> Blocks
    {
        get
        {
            TheoryData<string, int> blocks = [];
            foreach (string page in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Pages")).Order(StringComparer.Ordinal))
            {
                for (int number = 0; number < BlocksOf(page).Count; number++)
                    blocks.Add(Path.GetFileName(page), number);
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles(string page, int number)
    {
        string block = BlocksOf(Path.Combine(AppContext.BaseDirectory, "Pages", page))[number];
        using var reader = new StreamReader(typeof(SnippetTests).Assembly.GetManifestResourceStream("Surroundings.cs")!);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "snippet",
            [Parse(Usings + "global using static Surroundings;"), Parse(reader.ReadToEnd()), Parse(block)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static found => found.ToString()));
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));

    private static List<string> BlocksOf(string page) =>
        [.. File.ReadAllText(page).Split(Fence).Where(static (part, index) => index % 2 == 1 && part.StartsWith("csharp\n", StringComparison.Ordinal)).Select(static part => part["csharp\n".Length..])];
}
