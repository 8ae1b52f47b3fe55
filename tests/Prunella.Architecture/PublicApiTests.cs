using Microsoft.CodeAnalysis.CSharp;
using Prunella.Architecture.Reading;
using Prunella.Architecture.Surface;

namespace Prunella.Architecture;

/// <summary>The public surface of each package is approved: the text under <c>PublicApi</c> is what was promised.</summary>
public class PublicApiTests
{
    private const string Accept = "PRUNELLA_APPROVE=1 dotnet test tests/Prunella.Architecture";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Prunella.Architecture", "PublicApi");

    public static TheoryData<string> Packages => [.. Repository.Packages.Select(static package => package.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_public_surface_is_the_approved_one(string name)
    {
        Package package = Repository.Packages.Single(package => package.Name == name);
        string actual = PublicSurface.Print(ShippedAssembly.Read(package, Repository.Packages), PackageCompiler.Shipped[name]);
        string file = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("PRUNELLA_APPROVE") == "1")
            File.WriteAllText(file, actual);

        string approved = File.Exists(file) ? File.ReadAllText(file) : "";

        IReadOnlyList<string> changes = SurfaceDifference.Between(approved, actual);
        Assert.True(changes.Count == 0 && File.Exists(file),
            $"The public surface of {name} is not the approved one:\n\n{string.Join('\n', changes)}\n\nTo accept: {Accept}");
    }

    [Fact]
    public void No_approved_surface_is_left_of_a_package_that_is_gone() =>
        Assert.Empty(Directory.EnumerateFiles(Folder).Select(Path.GetFileNameWithoutExtension).Except(Repository.Packages.Select(static package => package.Name)));

    [Fact]
    public void A_surface_names_all_that_is_promised_and_nothing_else()
    {
        Package package = InMemory.Package("P", """
            #nullable enable
            namespace P;
            public enum Level : byte { Low, High = 7 }
            [System.Obsolete("old")] public delegate int Reader(string? text);
            public interface IProbe<in T> where T : class { System.Threading.Tasks.Task<string?> ReadAsync(T? given, int times = 3); }
            public sealed record Options { public int Count { get; init; } = 5; public required string Name { get; init; } internal int Hidden { get; set; } }
            public readonly record struct Point(int X, int Y = 2);
            public abstract class Open { protected abstract void Hook(); private protected void Own() { } public const string Word = "x"; public event System.Action? Done; }
            public sealed class Closed : Open { protected override void Hook() { } public sealed class Inner { internal Inner() { } } }
            internal sealed class Hidden;
            public static class Extensions { public static bool TryGet(this string text, out int? value) { value = null; return false; } }
            """);
        CSharpCompilation compilation = InMemory.Compile(package);
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image).Success);
        CSharpCompilation user = CSharpCompilation.Create("user",
            references: [.. PackageCompiler.PlatformReferences([]), Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray())]);

        string surface = PublicSurface.Print((Microsoft.CodeAnalysis.IAssemblySymbol)user.GetAssemblyOrModuleSymbol(user.References.Last())!, compilation);

        Assert.Equal("""
            sealed class P.Closed : P.Open
                Closed()

            sealed class P.Closed.Inner

            static class P.Extensions
                static bool TryGet(this string text, out int? value)

            interface P.IProbe<in T> where T : class
                System.Threading.Tasks.Task<string?> ReadAsync(T? given, int times = 3)

            enum P.Level : byte
                High = 7
                Low = 0

            abstract class P.Open
                protected Open()
                event System.Action? Done
                protected abstract void Hook()
                const string Word = "x"

            sealed record P.Options
                Options()
                int Count { get; init; } = 5
                required string Name { get; init; }

            readonly record struct P.Point
                Point(int X, int Y = 2)
                int X { get; init; }
                int Y { get; init; }

            [Obsolete] delegate int P.Reader(string? text)

            """, surface);
    }

    [Fact]
    public void Two_equal_surfaces_differ_in_nothing_whatever_their_line_ends() =>
        Assert.Empty(SurfaceDifference.Between("class A\r\n    int B\r\n", "class A\n    int B\n"));

    [Fact]
    public void A_difference_is_shown_below_its_type() =>
        Assert.Equal(
            ["  class A", "-     int B", "+     long B", "+ class C", "+     int D", "- class E"],
            SurfaceDifference.Between("class A\n    int B\n    int X\n\nclass E\n", "class A\n    int X\n    long B\n\nclass C\n    int D\n"));
}
