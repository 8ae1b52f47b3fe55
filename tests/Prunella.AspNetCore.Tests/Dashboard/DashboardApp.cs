using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prunella.AspNetCore.Dashboard;
using Prunella.Journal;
using Prunella.Recovery;

namespace Prunella.AspNetCore.Tests.Dashboard;

/// <summary>An application that heals itself, with its dashboard, on a port of the system's choice.</summary>
internal sealed class DashboardApp : IAsyncDisposable
{
    public const string Prefix = "/admin/self-healing";

    private readonly WebApplication _application;

    private DashboardApp(WebApplication application)
    {
        _application = application;
        Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = NewClient();
    }

    public Uri Address { get; }

    /// <summary>Keeps cookies and follows no redirect, as one browser.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _application.Services;

    public IJournal Journal => Services.GetRequiredService<IJournal>();

    public HealingSwitch Switch => Services.GetRequiredService<HealingSwitch>();

    /// <summary>The endpoints of the dashboard, as routing knows them.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_application).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>();

    /// <param name="environment">Production with policies, or Development without any.</param>
    /// <param name="add">More services.</param>
    /// <param name="configure">More options.</param>
    /// <param name="before">What stands before the endpoints.</param>
    public static async Task<DashboardApp> StartAsync(
        string environment = "Development", Action<IServiceCollection>? add = null, Action<DashboardOptions>? configure = null, Action<WebApplication>? before = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPrunella();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SignedIn>("test", null);
        builder.Services.AddAuthorization(static options =>
        {
            options.AddPolicy("view", static policy => policy.RequireAuthenticatedUser());
            options.AddPolicy("operate", static policy => policy.RequireRole("operator", "approver"));
            options.AddPolicy("approve", static policy => policy.RequireRole("approver"));
        });
        add?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        before?.Invoke(application);
        _ = application.UseRouting();
        _ = application.UseAuthentication();
        _ = application.UseAuthorization();
        _ = application.MapPrunella(Prefix, options =>
        {
            if (environment != "Development")
                (options.ViewPolicy, options.OperatePolicy, options.ApprovePolicy) = ("view", "operate", "approve");
            configure?.Invoke(options);
        });
        await application.StartAsync();
        return new DashboardApp(application);
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async Task<IHtmlDocument> PageAsync(string path = "", string? user = null)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path, user);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? user = null, Dictionary<string, string>? form = null, string? site = null)
    {
        using var request = new HttpRequestMessage(method, Prefix + path);
        if (user is not null)
            request.Headers.Add(SignedIn.Header, user);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (form is not null)
            request.Content = new FormUrlEncodedContent(form);
        return await Client.SendAsync(request);
    }

    /// <summary>Goes to a confirmation as a person would, and gives back its filled form.</summary>
    public async Task<Dictionary<string, string>> FormAsync(string path, string? user = null, string reason = "a test")
    {
        IHtmlDocument page = await PageAsync(path, user);
        var form = page.QuerySelectorAll("form.confirm input").OfType<IHtmlInputElement>().ToDictionary(static input => input.Name!, static input => input.Value);
        if (form.ContainsKey("by"))
            form["by"] = "ada";
        form["reason"] = reason;
        return form;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
