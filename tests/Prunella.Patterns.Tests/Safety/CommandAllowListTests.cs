using Prunella.Patterns.Actions;
using Prunella.Patterns.Safety;

namespace Prunella.Patterns.Tests.Safety;

public sealed class CommandAllowListTests
{
    [Theory]
    [InlineData("dotnet", "restore")]
    [InlineData("dotnet", "build", "src/Shop/Shop.csproj")]
    [InlineData("npm", "ci", "--ignore-scripts")]
    public void What_is_on_the_list_may_be_run(params string[] command) => Assert.NotNull(CommandAllowList.Default.Find(command));

    [Theory]
    [InlineData("dotnet")]
    [InlineData("dotnet", "run")]
    [InlineData("dotnet", "restore", "--source", "http://evil.example")]
    [InlineData("dotnet", "build", "-p:Evil=1")]
    [InlineData("dotnet", "build", "@evil.rsp")]
    [InlineData("dotnet", "build", "../other.csproj")]
    [InlineData("dotnet", "build", "/p:Evil=1")]
    [InlineData("dotnet", "build", "a;id")]
    [InlineData("dotnet", "build", "$(id)")]
    [InlineData("dotnet build")]
    [InlineData("DOTNET", "build")]
    [InlineData("npm", "ci")]
    [InlineData("sh", "-c", "dotnet build")]
    [InlineData("rm", "-rf", "/")]
    public void Everything_else_may_not(params string[] command) => Assert.Null(CommandAllowList.Default.Find(command));

    [Theory]
    [InlineData("sh", "-c", "<name>")]
    [InlineData("sudo", "dotnet")]
    [InlineData("<name>", "x")]
    [InlineData("/usr/bin/dotnet", "x")]
    [InlineData("env", "x")]
    public void A_rule_for_a_program_that_runs_anything_is_refused(params string[] parts) =>
        Assert.Throws<ArgumentException>(() => CommandAllowList.Default.With(new CommandRule(parts, FixCategory.Safe)));

    [Fact]
    public void A_command_that_is_not_on_the_list_breaks_a_hard_limit()
    {
        FixAssessment assessment = new ChangeJudge().Judge(new PlannedFix("fix:x", [new PlannedStep("run", [], ["git", "push"])]));
        Assert.Equal(FixCategory.Risky, assessment.Category);
        Assert.Contains("git push", assessment.Breaches.Single(), StringComparison.Ordinal);
    }
}
