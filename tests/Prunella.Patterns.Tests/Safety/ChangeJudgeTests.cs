using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Safety;

namespace Prunella.Patterns.Tests.Safety;

public sealed class ChangeJudgeTests
{
    private static readonly ChangeJudge Judge = new(new FixLimits { TestsMayChange = true });

    [Theory]
    [MemberData(nameof(ChangeCorpus.Dangerous), MemberType = typeof(ChangeCorpus))]
    public void What_takes_a_check_out_is_risky(string why, string old, string @new)
    {
        FixAssessment assessment = Of("src/Cart.cs", ChangeCorpus.Service, Changed(old, @new));
        Assert.True(assessment.Category == FixCategory.Risky, $"{why}: {string.Join("; ", assessment.Notes)}");
    }

    [Theory]
    [MemberData(nameof(ChangeCorpus.Harmless), MemberType = typeof(ChangeCorpus))]
    public void Layout_comments_and_imports_are_safe(string why, string old, string @new)
    {
        FixAssessment assessment = Of("src/Cart.cs", ChangeCorpus.Service, Changed(old, @new));
        Assert.True(assessment.Category == FixCategory.Safe, $"{why}: {string.Join("; ", assessment.Notes)}");
    }

    [Theory]
    [MemberData(nameof(ChangeCorpus.Ordinary), MemberType = typeof(ChangeCorpus))]
    public void An_ordinary_change_lies_between(string why, string old, string @new)
    {
        FixAssessment assessment = Of("src/Cart.cs", ChangeCorpus.Service, Changed(old, @new));
        Assert.True(assessment.Category == FixCategory.Moderate, $"{why}: {string.Join("; ", assessment.Notes)}");
    }

    [Fact]
    public void Taking_any_statement_or_condition_out_is_never_safe() => Prop.ForAll(Gen.Choose(0, ChangeCorpus.Service.Length - 2).Two().ToArbitrary(), static span =>
    {
        (int from, int to) = (Math.Min(span.Item1, span.Item2), Math.Min(Math.Max(span.Item1, span.Item2), Math.Min(span.Item1, span.Item2) + 200));
        string after = ChangeCorpus.Service.Remove(from, to - from);
        FixAssessment assessment = Of("src/Cart.cs", ChangeCorpus.Service, after);
        // Safe only where what is left says the same, imports, comments and layout aside.
        return assessment.Category != FixCategory.Safe || Bare(after) == Bare(ChangeCorpus.Service);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("src/a.cs", null, "class A { void B() { System.IO.File.Delete(\"x\"); } }", FixCategory.Risky)]
    [InlineData("src/a.cs", null, "internal sealed class A { }", FixCategory.Moderate)]
    [InlineData("src/a.cs", "class A { bool strict = true; }", "class A { bool strict = false; }", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A { int maxTries = 3; }", "class A { int maxTries = 300; }", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A { int n; }", "class A { int n; object h = new System.Net.Http.HttpClient(); }", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A { bool Ok { get { return a == b; } } }", "class A { bool Ok { get { return c; } } }", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A { object x { get; private set; } }", "class A { object x { get; set; } }", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A { bool F() => Local(); }", "class A { bool F() => Local() || true; }", FixCategory.Risky)]
    [InlineData("src/a.cs", "A(); if (x) return; B();", "A(); B();", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A { void F() { Run(() => { if (x) throw y; }); } }", "class A { void F() { Run(() => { }); } }", FixCategory.Risky)]
    [InlineData("src/a.cs", "class A;", null, FixCategory.Risky)]
    [InlineData("tests/a.cs", "class A;", "sealed class A;", FixCategory.Risky)]
    [InlineData("tests/a.cs", "class A;", "class A ;", FixCategory.Safe)]
    [InlineData("a.json", "{\"a\":1,\"b\":[1,2]}", "{ \"b\": [1, 2],\n // kept\n \"a\": 1 }", FixCategory.Safe)]
    [InlineData("a.json", "{\"color\":1}", "{\"color\":2}", FixCategory.Moderate)]
    [InlineData("a.json", "{\"color\":1}", "{}", FixCategory.Risky)]
    [InlineData("a.json", "{\"color\":false}", "{\"color\":true}", FixCategory.Risky)]
    [InlineData("a.json", "{\"color\":1}", "{\"color\":1,\"color\":2}", FixCategory.Risky)]
    [InlineData("a.json", "{\"AllowedHosts\":\"a\"}", "{\"AllowedHosts\":\"b\"}", FixCategory.Risky)]
    [InlineData("a.json", "{\"color\":1}", "{\"color\":1", FixCategory.Risky)]
    [InlineData("a.yaml", "a: 1\nb: [x, y]\n", "b:\n  - x\n  - y\n# why\na: 1\n", FixCategory.Safe)]
    [InlineData("a.yaml", "color: no\n", "color: \"no\"\n", FixCategory.Risky)]
    [InlineData("a.yaml", "shade: 1\n", "shade: 2\n", FixCategory.Moderate)]
    [InlineData("a.yaml", "shade: &x 1\n", "shade: &x 1\ndepth: *x\n", FixCategory.Moderate)]
    [InlineData("a.yaml", "shade: 1\n", "shade: !!python/object:os.system 1\n", FixCategory.Moderate)]
    [InlineData("a.yaml", "readOnlyRootFilesystem: true\n", "readOnlyRootFilesystem: false\n", FixCategory.Risky)]
    [InlineData("App.csproj", "<Project><PropertyGroup><A>1</A></PropertyGroup></Project>", "<Project>\n  <!-- x -->\n  <PropertyGroup>\n    <A>1</A>\n  </PropertyGroup>\n</Project>", FixCategory.Safe)]
    [InlineData("App.csproj", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>", "<Project><PropertyGroup /></Project>", FixCategory.Risky)]
    [InlineData("App.csproj", "<Project />", "<Project><Target Name=\"x\"><Exec Command=\"id\" /></Target></Project>", FixCategory.Risky)]
    [InlineData("App.csproj", "<Project />", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Project>&x;</Project>", FixCategory.Risky)]
    [InlineData("README.md", "a\n", "b\n", FixCategory.Safe)]
    [InlineData("CLAUDE.md", "a\n", "b\n", FixCategory.Risky)]
    [InlineData("a.py", "import os\n", "import os\nimport sys\n", FixCategory.Moderate)]
    [InlineData("a.py", "assert x\ny()\n", "y()\n", FixCategory.Risky)]
    [InlineData("deploy.sh", "a\n", "a\n# b\n", FixCategory.Risky)]
    [InlineData("Dockerfile", "FROM a\n", "FROM a\n\n", FixCategory.Risky)]
    public void Each_kind_of_file_is_judged_by_what_it_says(string path, string? before, string? after, FixCategory category)
    {
        FixAssessment assessment = Of(path, before, after);
        Assert.True(assessment.Category == category, string.Join("; ", assessment.Notes));
    }

    private static string Changed(string old, string @new)
    {
        Assert.Equal(2, ChangeCorpus.Service.Split(old).Length); // the piece stands there once
        return ChangeCorpus.Service.Replace(old, @new, StringComparison.Ordinal);
    }

    private static string Bare(string code) => string.Join(' ', Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseCompilationUnit(code).DescendantTokens()
        .Where(static token => token.Parent?.AncestorsAndSelf().Any(static node => node is Microsoft.CodeAnalysis.CSharp.Syntax.UsingDirectiveSyntax) != true).Select(static token => token.Text));

    private static FixAssessment Of(string path, string? before, string? after) =>
        Judge.Judge(new PlannedFix("fix:x", [new PlannedStep("change", [new FileEffect(ProjectPath.Parse(path), before, after)], [])]));
}
