using System.Net;
using System.Text.RegularExpressions;
using Prunella.EndToEnd.Support;

namespace Prunella.EndToEnd;

/// <summary>The dashboard of an agent, as its user gets to it.</summary>
public sealed partial class DashboardTests
{
    private const string Prefix = "/admin/self-healing";

    [Fact]
    public async Task The_printed_address_opens_the_dashboard_once_and_healing_can_be_stopped_there()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sleep, '1000']\n");
        using var up = Tool.Start(workspace, "up");
        await up.SaysAsync("dashboard: http://127.0.0.1:");
        var address = new Uri(Address().Match(up.Errors).Value);
        using HttpClient browser = Browser(address), stranger = Browser(address);

        // Nobody gets in without the address, and nobody twice by it.
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(Prefix)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(address)).StatusCode);
        await Eventually.TrueAsync(async () => (await browser.GetStringAsync(Prefix)).Contains("The one component serves.", StringComparison.Ordinal), "the page says that it serves");

        // The agent's series have their page too.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Prefix + "/metrics")).StatusCode);

        // What is done there is done to the agent.
        string form = await browser.GetStringAsync(Prefix + "/confirm/stop");
        using var stop = new HttpRequestMessage(HttpMethod.Post, Prefix + "/do/stop")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["target"] = "", ["ticket"] = Ticket().Match(form).Groups[1].Value, ["reason"] = "a test" }),
        };
        stop.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(stop)).StatusCode);
        (_, string status, _) = await Tool.RunAsync(workspace, "status", "--json");
        Assert.Contains("a test", status, StringComparison.Ordinal);

        // A new address for another browser.
        (int exit, string output, _) = await Tool.RunAsync(workspace, "dashboard");
        Assert.Equal(0, exit);
        Assert.Equal(HttpStatusCode.SeeOther, (await stranger.GetAsync(output.Trim())).StatusCode);

        up.Signal(LinuxProcess.Terminate);
        Assert.Equal(0, await up.ExitAsync());
        Assert.False(File.Exists(Path.Combine(workspace.Runtime.FolderOf("shop"), "dashboard")));
    }

    [Fact]
    public async Task Switched_off_there_is_no_dashboard()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sleep, '1000']\n");
        using var up = Tool.Start(workspace, "up", "--dashboard", "off");
        await Eventually.TrueAsync(() => workspace.Runs("sleep 1000"), "it runs");
        (int exit, _, string errors) = await Tool.RunAsync(workspace, "dashboard");
        Assert.Equal(1, exit);
        Assert.Contains("has no dashboard", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("dashboard:", up.Errors, StringComparison.Ordinal);
        up.Signal(LinuxProcess.Terminate);
        Assert.Equal(0, await up.ExitAsync());
    }

    private static HttpClient Browser(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/enter\?token=[0-9a-f]+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("name=\"ticket\" value=\"([0-9a-f]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Ticket();
}
