using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Journal;
using Prunella.Resilience;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class OperationTests
{
    [Fact]
    public async Task Healing_is_stopped_after_a_confirmation_and_the_journal_knows_who_and_why()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Dictionary<string, string> form = await app.FormAsync("/confirm/stop", reason: "too eager");

        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Post, "/do/stop", form: form, site: "same-origin");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(app.Switch.Engaged);
        HealingStopped told = await LastAsync<HealingStopped>(app);
        Assert.Equal(("ada", "too eager"), (told.Author, told.Reason));
    }

    [Fact]
    public async Task Looking_at_a_confirmation_does_nothing()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        IHtmlDocument page = await app.PageAsync("/confirm/stop");
        Assert.Contains("No action begins any more", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Resume healing", page.Body.TextContent, StringComparison.Ordinal);
        Assert.False(app.Switch.Engaged);
    }

    [Fact]
    public async Task A_confirmation_works_once()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Dictionary<string, string> form = await app.FormAsync("/confirm/mode?target=all:ask");
        using HttpResponseMessage first = await app.SendAsync(HttpMethod.Post, "/do/mode", form: form, site: "same-origin");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        long facts = await CountAsync<ModeChanged>(app);

        using HttpResponseMessage second = await app.SendAsync(HttpMethod.Post, "/do/mode", form: form, site: "same-origin");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(facts, await CountAsync<ModeChanged>(app));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    [InlineData(null)]
    public async Task A_form_that_does_not_come_from_our_page_does_nothing(string? site)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Dictionary<string, string> form = await app.FormAsync("/confirm/stop");
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Post, "/do/stop", form: form, site: site);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(app.Switch.Engaged);
    }

    [Fact]
    public async Task A_ticket_of_another_browser_another_target_or_none_does_nothing()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Dictionary<string, string> observe = await app.FormAsync("/confirm/mode?target=all:observe");
        using HttpClient other = app.NewClient();
        using var strange = new HttpRequestMessage(HttpMethod.Post, DashboardApp.Prefix + "/do/mode") { Content = new FormUrlEncodedContent(observe) };
        strange.Headers.Add("Sec-Fetch-Site", "same-origin");
        using HttpResponseMessage byOther = await other.SendAsync(strange);
        Dictionary<string, string> changed = await app.FormAsync("/confirm/mode?target=all:observe");
        changed["target"] = "all:suggest";
        using HttpResponseMessage otherTarget = await app.SendAsync(HttpMethod.Post, "/do/mode", form: changed, site: "same-origin");
        Dictionary<string, string> none = await app.FormAsync("/confirm/mode?target=all:observe");
        _ = none.Remove("ticket");
        using HttpResponseMessage withoutTicket = await app.SendAsync(HttpMethod.Post, "/do/mode", form: none, site: "same-origin");

        Assert.All([byOther, otherTarget, withoutTicket], static answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.Equal(0, await CountAsync<ModeChanged>(app));
    }

    [Theory]
    [InlineData("by")]
    [InlineData("reason")]
    public async Task Without_a_name_or_a_reason_nothing_is_done_and_the_form_comes_back(string field)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        Dictionary<string, string> form = await app.FormAsync("/confirm/stop");
        form[field] = "  ";
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Post, "/do/stop", form: form, site: "same-origin");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(app.Switch.Engaged);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("grace:operator", HttpStatusCode.OK)]
    [InlineData("grace:approver", HttpStatusCode.OK)]
    public async Task Only_who_may_operate_gets_to_a_confirmation(string user, HttpStatusCode expected)
    {
        await using DashboardApp app = await DashboardApp.StartAsync("Production");
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Get, "/confirm/stop", user);
        Assert.Equal(expected, answer.StatusCode);
        IHtmlDocument now = await app.PageAsync("", user);
        Assert.Equal(expected == HttpStatusCode.OK, now.QuerySelector("a[href='confirm/stop']") is not null);
    }

    [Fact]
    public async Task A_viewer_with_the_ticket_of_an_operator_does_nothing()
    {
        await using DashboardApp app = await DashboardApp.StartAsync("Production");
        Dictionary<string, string> form = await app.FormAsync("/confirm/stop", "grace:operator");
        using HttpResponseMessage viewer = await app.SendAsync(HttpMethod.Post, "/do/stop", "viewer", form, "same-origin");
        using HttpResponseMessage other = await app.SendAsync(HttpMethod.Post, "/do/stop", "linus:operator", form, "same-origin");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Conflict), (viewer.StatusCode, other.StatusCode));
        Assert.False(app.Switch.Engaged);
    }

    [Fact]
    public async Task Who_is_signed_in_acts_by_their_own_name()
    {
        await using DashboardApp app = await DashboardApp.StartAsync("Production");
        Dictionary<string, string> form = await app.FormAsync("/confirm/stop", "grace:operator");
        form["by"] = "somebody else";
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Post, "/do/stop", "grace:operator", form, "same-origin");
        Assert.Equal("grace", (await LastAsync<HealingStopped>(app)).Author);
    }

    [Fact]
    public async Task A_circuit_is_isolated_and_reset()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        CircuitBreaker circuit = app.Services.GetRequiredService<SelfHealingEngine>().For("ledger").Circuits.First();
        using HttpResponseMessage isolated = await app.SendAsync(HttpMethod.Post, "/do/isolate", form: await app.FormAsync("/confirm/isolate?target=ledger"), site: "same-origin");
        Assert.Equal(CircuitState.Isolated, circuit.State);
        Assert.Contains("is isolated", (await app.PageAsync()).QuerySelector("#part-needs")!.TextContent, StringComparison.Ordinal);
        using HttpResponseMessage reset = await app.SendAsync(HttpMethod.Post, "/do/reset", form: await app.FormAsync("/confirm/reset?target=ledger"), site: "same-origin");
        Assert.Equal(CircuitState.Closed, circuit.State);
        Assert.Equal("reset the circuit ledger", (await LastAsync<PersonActed>(app)).Action);
    }

    private static async Task<TFact> LastAsync<TFact>(DashboardApp app)
        where TFact : JournalEvent => (await FactsAsync(app)).OfType<TFact>().Last();

    private static async Task<long> CountAsync<TFact>(DashboardApp app)
        where TFact : JournalEvent => (await FactsAsync(app)).OfType<TFact>().Count();

    private static async Task<List<JournalEvent>> FactsAsync(DashboardApp app)
    {
        var facts = new List<JournalEvent>();
        await foreach (JournalEntry entry in app.Services.GetRequiredService<IJournalReader>().QueryAsync(new JournalQuery()))
            facts.Add(entry.Event);
        return facts;
    }
}
