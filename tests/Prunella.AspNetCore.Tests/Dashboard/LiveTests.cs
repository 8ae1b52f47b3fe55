using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.AspNetCore.Dashboard.Live;
using Prunella.Views;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class LiveTests
{
    private const string Now = "/live?page=&argument=&query=";

    [Fact]
    public async Task A_change_reaches_the_viewer_as_the_part_that_changed()
    {
        using var showcase = new Showcase(TimeProvider.System.GetUtcNow());
        await using DashboardApp app = await StartAsync(showcase);
        using Viewer viewer = await Viewer.OpenAsync(app, Now);
        _ = await viewer.UntilAsync("leash");

        showcase.Heal();
        _ = showcase.Facts.Append(new Journal.HealingResumed { Author = "a", Reason = "r" });

        (_, string markup) = await viewer.UntilAsync("verdict");
        Assert.Contains("All 8 components serve.", markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_back_gets_what_is_newer_and_nothing_else()
    {
        using var showcase = new Showcase(TimeProvider.System.GetUtcNow());
        await using DashboardApp app = await StartAsync(showcase);
        using Viewer steady = await Viewer.OpenAsync(app, Now); // keeps the channel
        (string id, _) = await steady.UntilAsync("leash");
        showcase.Current = showcase.Current with { Recovery = showcase.Current.Recovery with { BudgetLeft = 3 } };
        _ = showcase.Facts.Append(new Journal.HealingResumed { Author = "a", Reason = "r" });
        _ = await steady.UntilAsync("leash");

        using Viewer back = await Viewer.OpenAsync(app, Now, id);
        Assert.Equal(("bar", "leash"), ((await back.NextAsync()).Part, (await back.NextAsync()).Part));
    }

    [Fact]
    public async Task A_stranger_s_id_gets_everything()
    {
        using var showcase = new Showcase(TimeProvider.System.GetUtcNow());
        await using DashboardApp app = await StartAsync(showcase);
        using Viewer viewer = await Viewer.OpenAsync(app, Now, "another-server-7");
        Assert.Equal("bar", (await viewer.NextAsync()).Part);
    }

    [Fact]
    public void Who_comes_back_to_a_page_that_nobody_kept_is_a_stranger_to_it()
    {
        using var showcase = new Showcase(TimeProvider.System.GetUtcNow());
        var live = new Broadcaster(((ISystemView)showcase).Journal, static () => new HtmlWriter(new Kernel.KeyValueScrubber()), 10, TimeProvider.System, static _ => { });
        LiveChannel first = live.TryJoin("now", static _ => new([]))!;
        live.Leave("now", first);
        LiveChannel second = live.TryJoin("now", static _ => new([]))!;
        Assert.NotSame(first, second);
        Assert.Equal(7, first.VersionOf(first.IdOf(7)));
        Assert.Equal(0, second.VersionOf(first.IdOf(7)));
    }

    [Fact]
    public async Task Beyond_the_limit_viewers_are_told_to_come_later()
    {
        using var showcase = new Showcase(TimeProvider.System.GetUtcNow());
        await using DashboardApp app = await StartAsync(showcase, maxViewers: 1);
        using Viewer first = await Viewer.OpenAsync(app, Now);
        using HttpResponseMessage second = await app.SendAsync(HttpMethod.Get, Now);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_page_that_is_not_there_has_no_stream()
    {
        using var showcase = new Showcase(TimeProvider.System.GetUtcNow());
        await using DashboardApp app = await StartAsync(showcase);
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Get, "/live?page=nothing");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<DashboardApp> StartAsync(Showcase showcase, int maxViewers = 10) => DashboardApp.StartAsync(
        add: services => services.AddSingleton<ISystemView>(_ => showcase), configure: options => options.MaxViewers = maxViewers);

    /// <summary>One stream, read event by event.</summary>
    private sealed class Viewer : IDisposable
    {
        private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

        private readonly HttpResponseMessage _answer;
        private readonly StreamReader _lines;

        private Viewer(HttpResponseMessage answer, StreamReader lines)
        {
            _answer = answer;
            _lines = lines;
        }

        public string LastId { get; private set; } = string.Empty;

        public static async Task<Viewer> OpenAsync(DashboardApp app, string path, string? lastId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, DashboardApp.Prefix + path);
            if (lastId is not null)
                request.Headers.Add("Last-Event-ID", lastId);
            HttpResponseMessage answer = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
            return new Viewer(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
        }

        public async Task<(string Part, string Markup)> NextAsync()
        {
            var data = new List<string>();
            while (await _lines.ReadLineAsync().WaitAsync(Watchdog) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    LastId = line[4..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data.Add(line[6..]);
                else if (line.Length == 0 && data.Count > 0)
                    return (data[0], string.Join('\n', data.Skip(1)));
            }

            throw new IOException("the stream ended");
        }

        public async Task<(string Id, string Markup)> UntilAsync(string part)
        {
            while (true)
            {
                (string name, string markup) = await NextAsync();
                if (name == part)
                    return (LastId, markup);
            }
        }

        public void Dispose()
        {
            _lines.Dispose();
            _answer.Dispose();
        }
    }
}
