using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Views;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class PageTests
{
    private static readonly string[] All =
        ["", "/", "/incidents", "/incidents/7k3m-9xq2", "/incidents/2p4w-6hd8", "/components", "/components/ledger", "/audit", "/audit?component=ledger", "/metrics", "/metrics?text=order&window=1+h&s=0,1", "/audit/verify", "/confirm/stop", "/panel"];

    [Fact]
    public async Task Every_page_is_plain_markup_with_one_heading_and_no_code_of_its_own()
    {
        await using DashboardApp app = await ShowAsync();
        foreach (string path in All)
        {
            IHtmlDocument page = await app.PageAsync(path);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Single(page.QuerySelectorAll("main"));
            Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
            Assert.DoesNotContain(page.All.SelectMany(static element => element.Attributes), static attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
            string[] ids = [.. page.QuerySelectorAll("[id]").Select(static element => element.Id!)];
            Assert.Equal(ids.Distinct(), ids);
            Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element => Assert.Contains(element.GetAttribute("aria-labelledby"), ids));
        }
    }

    [Fact]
    public async Task The_first_page_says_how_much_of_an_error_budget_is_left()
    {
        await using DashboardApp app = await ShowAsync();
        IElement? row = (await app.PageAsync("")).QuerySelector("section[aria-labelledby=objectives-title] tbody tr");
        Assert.Equal(["checkout", "critical", "99.9%", "61 %"], row!.QuerySelectorAll("td").Take(4).Select(static cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task What_comes_from_outside_is_never_markup_and_never_a_secret()
    {
        await using DashboardApp app = await ShowAsync();
        foreach (string path in All)
        {
            IHtmlDocument page = await app.PageAsync(path);
            Assert.Empty(page.QuerySelectorAll("main b"));
            Assert.DoesNotContain("hunter2", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("sk-old", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("sk-new", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        Assert.Contains("<b>12</b>", (await app.PageAsync("/audit")).Body!.TextContent, StringComparison.Ordinal);
        string export = await app.Client.GetStringAsync(DashboardApp.Prefix + "/audit/export");
        Assert.Equal(10, export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_address_with_markup_in_it_is_shown_as_text()
    {
        await using DashboardApp app = await ShowAsync();
        IHtmlDocument page = await app.PageAsync("/audit?component=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));
        Assert.Empty(page.QuerySelectorAll("script:not([src])"));
        Assert.Contains("not the name of a component", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_leads_somewhere_from_wherever_it_stands()
    {
        await using DashboardApp app = await ShowAsync();
        var seen = new HashSet<string>();
        foreach (string path in All)
        {
            IHtmlDocument page = await app.PageAsync(path);
            var root = new Uri(new Uri(app.Address, DashboardApp.Prefix + path), page.QuerySelector("base")!.GetAttribute("href")!);
            Assert.Equal(DashboardApp.Prefix + "/", root.AbsolutePath);
            foreach (string address in page.QuerySelectorAll("a[href], link[href], script[src]").Select(static element => element.GetAttribute("href") ?? element.GetAttribute("src")!))
            {
                var target = new Uri(root, address);
                if (!seen.Add(target.GetLeftPart(UriPartial.Query)))
                    continue;
                using HttpResponseMessage answer = await app.Client.GetAsync(target);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} leads to {target}: {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("/incidents/0000-0000")]
    [InlineData("/components/nobody")]
    [InlineData("/audit/none")]
    public async Task What_is_not_there_is_said_in_a_page(string path)
    {
        await using DashboardApp app = await ShowAsync();
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_page_says_how_it_is_what_it_needs_and_what_hangs_together()
    {
        await using DashboardApp app = await ShowAsync();
        IHtmlDocument page = await app.PageAsync();
        Assert.Equal("ledger is failed; move-node waits for a person. One thing needs you.", page.QuerySelector(".verdict")!.TextContent.Trim());
        Assert.NotNull(page.QuerySelector("#part-needs a[href='confirm/approve?target=7k3m-9xq2']"));
        IElement ledger = page.QuerySelector("#part-components > section > ul > li")!;
        Assert.Equal(["payments", "orders"], ledger.QuerySelectorAll(".symptoms a").Select(static link => link.TextContent));
        Assert.Equal(4, page.QuerySelectorAll("#part-actions tbody tr").Length);
    }

    [Fact]
    public async Task Series_are_drawn_without_a_script_and_told_what_moves_with_them()
    {
        await using DashboardApp app = await ShowAsync();
        IHtmlDocument page = await app.PageAsync("/metrics?window=1+h&s=0");
        Assert.Single(page.QuerySelectorAll("#part-chart svg path.line0"));
        Assert.Equal("-0.99 shop.orders:rate", string.Join(' ', page.QuerySelector("#part-together li")!.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(3, page.QuerySelectorAll("#part-series tbody tr").Length);
        Assert.Contains("\"unit\":\"s\"", page.QuerySelector("[data-chart]")!.GetAttribute("data-chart"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_names_the_cause_that_was_diagnosed_with_its_evidence()
    {
        await using DashboardApp app = await ShowAsync();
        string part = (await app.PageAsync("/incidents/7k3m-9xq2")).QuerySelector("#part-diagnosis")!.TextContent;

        Assert.Contains("Most speaks against vault", part, StringComparison.Ordinal);
        Assert.Contains("confidence 87 %", part, StringComparison.Ordinal);
        Assert.Contains("cpu rose from 10 to 95", part, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_tells_what_was_considered_besides()
    {
        await using DashboardApp app = await ShowAsync();
        Assert.Contains("undo-last-change: no change within the last hour", (await app.PageAsync("/incidents/7k3m-9xq2")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_path_base_the_pages_are_the_same()
    {
        await using DashboardApp app = await ShowAsync(static application => application.UsePathBase("/shop"));
        string plain = await app.Client.GetStringAsync(DashboardApp.Prefix + "/components");
        string based = await app.Client.GetStringAsync("/shop" + DashboardApp.Prefix + "/components");
        Assert.Equal(plain, based);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task Files_are_sent_compressed_and_kept_for_ever(string encoding)
    {
        await using DashboardApp app = await ShowAsync();
        string address = (await app.PageAsync()).QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{DashboardApp.Prefix}/{address}");
        request.Headers.Add("Accept-Encoding", encoding);
        using HttpResponseMessage answer = await app.Client.SendAsync(request);
        Assert.Equal(encoding == "identity" ? [] : [encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl!.MaxAge);
        Assert.True(answer.Content.Headers.ContentLength < 20_000);
    }

    private static Task<DashboardApp> ShowAsync(Action<WebApplication>? before = null) => DashboardApp.StartAsync(
        add: static services =>
        {
            var showcase = new Showcase(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
            _ = services.AddSingleton<ISystemView>(_ => showcase).AddSingleton<IOperationSource>(showcase).AddSingleton<IPanel, AnyPanel>();
        },
        configure: static options => options.MaxRequests = 10_000,
        before: before);

    private sealed class AnyPanel : IPanel
    {
        public string Name => "panel";

        public string Title => "Panel";

        public string Question => "What did another package bring?";

        public ValueTask<IReadOnlyList<PanelBlock>> ViewAsync(CancellationToken cancellationToken) => new(
        [
            new PanelBlock.Text("<b>bold</b>") { Heading = "Words" },
            new PanelBlock.Facts([new("Hit rate", new Words("93 %", Tone.Good))]),
            new PanelBlock.Table(["Pattern", "Seen"], [["timeout", "12"]]) { Heading = "Table" },
            new PanelBlock.Operations([new Operation { Name = "forget", Target = "p1", Title = "Forget it", Effects = ["It is gone."], Undo = "None.", ExecuteAsync = static (_, _) => Task.FromResult("Gone.") }]),
        ]);
    }
}
