using Prunella.Architecture.Reading;
using Prunella.Architecture.Rules;

namespace Prunella.Architecture;

public class NamespaceArrowTests
{
    private const string Lower = "namespace Prunella.Kernel; public sealed class Clock { public static int Ticks; public int Tick() => 1; }";
    private const string Upper = "namespace Prunella.Recovery; public sealed class Plan { public Prunella.Kernel.Clock Clock = new(); public static int Count; }";

    private static readonly ArrowTable Table = new(File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")), "namespace");

    [Fact]
    public void The_stages_of_the_core_use_only_what_the_architecture_allows() =>
        Assert.Empty(Arrows.BetweenStages(NamespaceUseReader.Read(PackageCompiler.Shipped["Prunella"]), "Prunella", Table));

    [Fact]
    public void Every_namespace_of_the_core_is_a_stage_of_the_architecture() =>
        Assert.Empty(Arrows.UnknownStages(Repository.Packages.Single(static package => package.Name == "Prunella"), Table));

    [Fact]
    public void Every_name_in_the_sources_is_understood() =>
        Assert.Empty(PackageCompiler.Shipped.Values.SelectMany(NamespaceUseReader.UnknownNames));

    [Fact]
    public void The_namespaces_of_a_package_form_no_circle() =>
        Assert.Empty(PackageCompiler.Shipped.SelectMany(static package => Circles.In(NamespaceUseReader.Read(package.Value), package.Key)));

    [Theory]
    [InlineData("using Prunella.Recovery; namespace Prunella.Kernel; class Wrong;")]
    [InlineData("using static Prunella.Recovery.Plan; namespace Prunella.Kernel; class Wrong { int A => Count; }")]
    [InlineData("using P = Prunella.Recovery.Plan; namespace Prunella.Kernel; class Wrong { P? A; }")]
    [InlineData("namespace Prunella.Kernel; class Wrong { global::Prunella.Recovery.Plan? A; }")]
    [InlineData("namespace Prunella.Kernel; class Wrong { int A => Prunella.Recovery.Plan.Count; }")]
    [InlineData("namespace Prunella.Kernel; class Wrong { Recovery.Plan? A; }")]
    [InlineData("namespace Prunella.Kernel; class Wrong { System.Type A => typeof(System.Collections.Generic.List<Recovery.Plan>); }")]
    [InlineData("namespace Prunella.Kernel.Inner; class Wrong { Recovery.Plan? A; }")]
    [InlineData("namespace Prunella.Kernel; class Wrong { Root? A; }")]
    public void A_wrong_arrow_is_found_however_it_is_written(string wrong)
    {
        Package core = InMemory.Package("Prunella", Lower, Upper, "namespace Prunella; public sealed class Root;", wrong);

        string fault = Arrows.BetweenStages(InMemory.UsesOf(core), "Prunella", Table).First();

        Assert.StartsWith("Prunella/3.cs:1: Prunella.Kernel", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_type_that_is_never_named_is_a_use()
    {
        Package core = InMemory.Package("Prunella", Lower, Upper, "namespace Prunella.Metrics; class Wrong { int A(dynamic d) => Health.Door.Plan().Clock.Tick(); }",
            "namespace Prunella.Health; static class Door { public static Recovery.Plan Plan() => new(); }");

        Assert.Contains(InMemory.UsesOf(core), static use => use is { From: "Prunella.Metrics", To: "Prunella.Kernel", Name: "Tick" });
    }

    [Fact]
    public void A_right_arrow_and_a_mention_in_a_comment_are_no_faults()
    {
        Package core = InMemory.Package("Prunella", Lower, Upper, "namespace Prunella.Kernel; /// <summary><see cref=\"Recovery.Plan\"/></summary>\nclass Right;");

        Assert.Empty(Arrows.BetweenStages(InMemory.UsesOf(core), "Prunella", Table));
    }

    [Fact]
    public void A_namespace_without_a_row_is_reported_and_may_use_nothing()
    {
        Package core = InMemory.Package("Prunella", Lower, "namespace Prunella.Helpers; class Wrong { Kernel.Clock? A; }");

        Assert.Equal(["Helpers is no namespace of docs/architecture.md"], Arrows.UnknownStages(core, Table));
        _ = Assert.Single(Arrows.BetweenStages(InMemory.UsesOf(core), "Prunella", Table));
    }

    [Fact]
    public void A_name_that_nobody_declares_is_reported() =>
        _ = Assert.Single(NamespaceUseReader.UnknownNames(InMemory.Compile(InMemory.Package("P", "namespace P; class A { Nowhere? B; }"))));

    [Fact]
    public void A_circle_of_namespaces_is_found()
    {
        Package package = InMemory.Package("P",
            "namespace P.A; class First { B.Second? Next; }",
            "namespace P.B; class Second { C.Third? Next; }",
            "namespace P.C; class Third { A.First? Next; }");

        string circle = Assert.Single(Circles.In(InMemory.UsesOf(package), "P"));

        Assert.StartsWith("P.A -> P.B -> P.C -> P.A\n  P/0.cs:1: P.A uses ", circle, StringComparison.Ordinal);
    }
}
