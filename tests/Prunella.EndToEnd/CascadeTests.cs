using System.Text.Json;
using Prunella.EndToEnd.Support;

namespace Prunella.EndToEnd;

/// <summary>The demo of the cascade, in its short form: what it shows, not how fast.</summary>
public sealed class CascadeTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Calls_that_heal_themselves_keep_the_shop_answering_while_its_inventory_is_away()
    {
        using var workspace = new Workspace();

        JsonElement result = await Tool.JsonAsync(workspace, Watchdog, "demo", "cascade", "--short", "--rate", "40");

        JsonElement without = result.GetProperty("without"), with = result.GetProperty("with");
        Assert.Equal(6, result.GetProperty("checks").GetArrayLength());
        Assert.Empty(without.GetProperty("circuits").EnumerateArray());
        JsonElement[] circuits = [.. with.GetProperty("circuits").EnumerateArray()];
        Assert.Contains(circuits, static step => Text(step, "service") == "orders" && Text(step, "circuit") == "inventory" && Text(step, "to") == "Open");
        Assert.True(Good(with) > Good(without), $"{Good(with)} good answers with healing, {Good(without)} without");
        Assert.True(Reached(with) < Reached(without), $"{Reached(with)} calls reached the inventory with healing, {Reached(without)} without");
        await workspace.NothingLivesAsync();
    }

    private static long Good(JsonElement run) => During(run).GetProperty("good").GetInt64();

    private static long Reached(JsonElement run) => During(run).GetProperty("inventoryCalls").GetInt64();

    private static JsonElement During(JsonElement run) =>
        run.GetProperty("phases").EnumerateArray().Single(static phase => Text(phase, "name") == "during");

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
