using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class AccessTests
{
    [Fact]
    public void Outside_Development_the_start_fails_without_a_policy()
    {
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Map("Production", static _ => { }));
        Assert.Contains("Prunella:Dashboard:ViewPolicy", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_does_not_exist_fails_the_start() => Assert.Contains(
        "'nobody'", Assert.Throws<InvalidOperationException>(() => Map("Development", static options => options.ViewPolicy = "nobody")).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_the_runtime_the_start_says_what_to_call()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        Assert.Contains("AddPrunella()", Assert.Throws<InvalidOperationException>(() => builder.Build().MapPrunella()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_this_machine_is_let_in()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Get, "");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Host", "rebound.example")]
    public async Task In_Development_a_proxy_and_a_strange_name_are_not_let_in(string header, string value)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        foreach (string path in new[] { "", "/assets/app.css", "/live?page=&argument=&query=", "/audit/export" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, DashboardApp.Prefix + path);
            _ = request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage answer = await app.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task No_endpoint_lets_in_who_is_not_signed_in()
    {
        await using DashboardApp app = await DashboardApp.StartAsync("Production");
        string[] through = [];
        foreach ((HttpMethod method, string path) in Requests(app))
        {
            using HttpResponseMessage answer = await app.SendAsync(method, path, form: method == HttpMethod.Post ? [] : null, site: "same-origin");
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                through = [.. through, $"{method} {path}: {answer.StatusCode}"];
        }

        Assert.Empty(through);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task No_endpoint_answers_a_page_of_another_site(string site)
    {
        await using DashboardApp app = await DashboardApp.StartAsync("Production");
        string[] through = [];
        foreach ((HttpMethod method, string path) in Requests(app))
        {
            using HttpResponseMessage answer = await app.SendAsync(method, path, "ada:approver", method == HttpMethod.Post ? [] : null, site);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
                through = [.. through, $"{method} {path}: {answer.StatusCode}"];
        }

        Assert.Empty(through);
    }

    [Fact]
    public async Task A_link_from_another_site_may_lead_to_a_page()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, DashboardApp.Prefix);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        using HttpResponseMessage answer = await app.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_to_be_framed_kept_or_sniffed()
    {
        await using DashboardApp app = await DashboardApp.StartAsync("Production");
        foreach ((HttpMethod method, string path) in Requests(app).Where(static request => !request.Path.StartsWith("/live", StringComparison.Ordinal)))
        {
            using HttpResponseMessage answer = await app.SendAsync(method, path, "ada:approver", method == HttpMethod.Post ? [] : null, "same-origin");
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(path.StartsWith("/assets", StringComparison.Ordinal) || answer.Headers.CacheControl!.NoStore, path);
        }
    }

    [Fact]
    public async Task Too_many_requests_are_told_to_wait()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(configure: static options => options.MaxRequests = 3);
        HttpStatusCode[] answers = [];
        for (int i = 0; i < 6; i++)
        {
            using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Get, "");
            answers = [.. answers, answer.StatusCode];
        }

        Assert.Equal(HttpStatusCode.OK, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    // Each endpoint that routing knows, with something in the place of its parameters.
    private static (HttpMethod Method, string Path)[] Requests(DashboardApp app)
    {
        (HttpMethod, string)[] requests =
        [
            .. from endpoint in app.Endpoints
               from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
               let path = endpoint.RoutePattern.RawText![DashboardApp.Prefix.Length..]
                   .Replace("{**argument}", "any", StringComparison.Ordinal).Replace("{name}", "app.css", StringComparison.Ordinal).Replace("{operation}", "stop", StringComparison.Ordinal)
               select (new HttpMethod(method), path.TrimEnd('/')),
        ];
        Assert.True(requests.Length >= 10, "the list of endpoints is not what it was");
        Assert.Contains(requests, static request => request.Item1 == HttpMethod.Post);
        return requests;
    }

    private static void Map(string environment, Action<AspNetCore.Dashboard.DashboardOptions> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Services.AddPrunella();
        builder.Services.AddAuthorization();
        WebApplication application = builder.Build();
        _ = application.MapPrunella(configure: configure);
    }
}
