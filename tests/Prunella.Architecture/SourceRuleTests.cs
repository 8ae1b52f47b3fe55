using Prunella.Architecture.Reading;
using Prunella.Architecture.Rules;

namespace Prunella.Architecture;

public class SourceRuleTests
{
    [Fact]
    public void No_file_is_longer_than_400_lines() => Assert.Empty(Repository.Packages.SelectMany(SourceRules.TooLong));

    [Fact]
    public void A_file_holds_one_public_type() => Assert.Empty(Repository.Packages.SelectMany(SourceRules.SeveralPublicTypes));

    [Fact]
    public void A_public_class_is_sealed_abstract_or_static() => Assert.Empty(Repository.Packages.SelectMany(SourceRules.OpenPublicClasses));

    [Fact]
    public void Every_package_was_read() => Assert.All(Repository.Packages, static package => Assert.NotEmpty(package.Files));

    [Fact]
    public void A_file_of_401_lines_is_found()
    {
        Package package = InMemory.Package("P", string.Concat(Enumerable.Repeat("//\n", 400)), string.Concat(Enumerable.Repeat("//\n", 401)));

        Assert.Equal(["P/1.cs has 401 lines, 400 is the limit"], SourceRules.TooLong(package));
    }

    [Fact]
    public void Two_public_types_in_a_file_are_found_but_not_nested_or_generic_ones()
    {
        Package package = InMemory.Package("P",
            "namespace P; public enum A { X } public delegate void B();",
            "namespace P; public sealed class A { public sealed class Inner; } public sealed class A<T>; internal sealed class C;");

        Assert.Equal(["P/0.cs has the public types A, B"], SourceRules.SeveralPublicTypes(package));
    }

    [Fact]
    public void An_open_public_class_is_found()
    {
        Package package = InMemory.Package("P",
            "public class A;", "public record B;", "public sealed class C { public class D; private class E; }", "internal class F { public class G; }",
            "public static class H; public abstract record I; public readonly record struct J; public interface K;");

        Assert.Equal(
            ["P/0.cs: A is neither sealed, abstract nor static", "P/1.cs: B is neither sealed, abstract nor static", "P/2.cs: D is neither sealed, abstract nor static"],
            SourceRules.OpenPublicClasses(package));
    }
}
