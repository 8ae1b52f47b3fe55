using Prunella.Architecture.Reading;
using Prunella.Architecture.Rules;
using Prunella.Architecture.Surface;

namespace Prunella.Architecture;

public class PackageArrowTests
{
    private static readonly ArrowTable Table = new(File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")), "package");

    [Fact]
    public void Packages_reference_only_what_the_architecture_allows() => Assert.Empty(Arrows.BetweenPackages(Repository.Packages, Table));

    [Fact]
    public void Every_package_has_a_row_in_the_architecture() =>
        Assert.Empty(Repository.Packages.Select(static package => package.Name).Except(Table.Names));

    [Fact]
    public void A_wrong_reference_is_found()
    {
        Package[] packages =
        [
            InMemory.Package("Prunella") with { References = ["Prunella.Supervisor"] },
            InMemory.Package("Prunella.Supervisor") with { References = ["Prunella", "Prunella.Cli"] },
            InMemory.Package("Prunella.Cli") with { References = ["Prunella", "Prunella.Supervisor"] },
            InMemory.Package("Prunella.New") with { References = ["Prunella"] },
        ];

        Assert.Equal(
            ["Prunella references Prunella.Supervisor", "Prunella.Supervisor references Prunella.Cli", "Prunella.New references Prunella"],
            Arrows.BetweenPackages(packages, Table));
    }

    [Fact]
    public void No_shipped_package_opens_its_internals_to_another() =>
        Assert.Empty(Repository.Packages.SelectMany(static package =>
            SourceRules.OpenedInternals(ShippedAssembly.Read(package, Repository.Packages), Repository.Packages)));

    [Fact]
    public void Opened_internals_are_found()
    {
        Package core = InMemory.Package("Prunella",
            """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Prunella.Cli")]""",
            """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Prunella.Tests")]""");

        Assert.Equal(["Prunella opens its internals to Prunella.Cli"],
            SourceRules.OpenedInternals(InMemory.Compile(core).Assembly, [core, InMemory.Package("Prunella.Cli")]));
    }

    // The loader compares names without regard to case: of Prunella.dll and prunella.dll it finds only one.
    [Fact]
    public void Assemblies_differ_by_more_than_case() =>
        Assert.Distinct(Repository.Packages.Select(static package => package.AssemblyName), StringComparer.OrdinalIgnoreCase);
}
