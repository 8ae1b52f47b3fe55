using System.Reflection;
using Microsoft.Extensions.Logging;
using Prunella.Resilience;

namespace Prunella.Tests.Resilience;

public sealed class ResilienceLogTests
{
    [Fact]
    public void Every_line_can_be_searched_for_by_its_prefix_and_has_an_id_of_its_own()
    {
        LoggerMessageAttribute[] lines =
            [.. typeof(ResilienceLog).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()];

        Assert.True(lines.Length > 10);
        Assert.All(lines, static line => Assert.StartsWith("[SELF-HEAL] ", line.Message, StringComparison.Ordinal));
        Assert.All(lines, static line => Assert.InRange(line.EventId, 3000, 3099));
        Assert.Equal(lines.Length, lines.DistinctBy(static line => line.EventId).Count());
    }
}
