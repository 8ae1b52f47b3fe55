using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prunella.AspNetCore.Dashboard.Access;
using Prunella.AspNetCore.Dashboard.Assets;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.AspNetCore.Dashboard.Live;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>One mapped dashboard: what it shows, whom it lets in, and what its endpoints share.</summary>
internal sealed class DashboardSite
{
    private readonly IScrubber _scrubber;
    private readonly IOperationSource[] _operations;

    /// <exception cref="InvalidOperationException">The runtime or a policy is missing, or two panels have one name.</exception>
    public DashboardSite(IServiceProvider services, DashboardOptions options)
    {
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger("Prunella.Dashboard") ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        Gate = new DashboardGate(services, options);
        System = services.GetService<ISystemView>() ?? new RuntimeSystem(services);
        _scrubber = services.GetService<IScrubber>() ?? new KeyValueScrubber();
        _operations = [.. services.GetServices<IOperationSource>(), .. RuntimeOperations.Of(services)];
        Tickets = new TicketBook(time);
        Reading = new RateLimit(Math.Max(1, options.MaxRequests), TimeSpan.FromSeconds(10), time);
        Changing = new RateLimit(20, TimeSpan.FromMinutes(1), time);
        Live = new Broadcaster(System.Journal, NewWriter, Math.Max(1, options.MaxViewers), time, logger.PageFailed);
        Stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        Pages = AllPages(services, System.Metrics);
        Navigation = [.. Pages.Values.Where(static page => page.Title is not null).Select(static page => (page.Title!, page.Name))];
    }

    public DashboardGate Gate { get; }

    public ISystemView System { get; }

    public TicketBook Tickets { get; }

    public RateLimit Reading { get; }

    public RateLimit Changing { get; }

    public Broadcaster Live { get; }

    public CancellationToken Stopping { get; }

    public SemaphoreSlim Verifying { get; } = new(1);

    /// <summary>By name, in the order of the navigation.</summary>
    public IReadOnlyDictionary<string, IPage> Pages { get; }

    public IReadOnlyList<(string Title, string Address)> Navigation { get; }

    public HtmlWriter NewWriter() => new(_scrubber);

    public string Scrub(string text) => _scrubber.Scrub(text);

    public Operation? Find(string name, string target)
    {
        foreach (IOperationSource source in _operations)
        {
            if (source.Find(name, target) is { } operation)
                return operation;
        }

        return null;
    }

    /// <summary>What somebody asks to see, as things are at this moment.</summary>
    public PageRequest Ask(OperationLevel level, string argument, IReadOnlyDictionary<string, string> query) =>
        new(System.Current, System.Journal, level) { Argument = argument, Query = query, Metrics = System.Metrics };

    /// <summary>The surroundings of a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="here">The name of the page.</param>
    /// <param name="depth">How many segments of the address come after the dashboard's own.</param>
    public PageFrame Frame(HttpContext context, string here, int depth)
    {
        string path = context.Request.Path.Value ?? "/";
        string last = path[(path.LastIndexOf('/') + 1)..];
        string up = depth > 1 ? string.Concat(Enumerable.Repeat("../", depth - 1)) : depth == 0 && last.Length > 0 ? Uri.EscapeDataString(last) + "/" : "./";
        string self = depth == 0 ? (last.Length > 0 ? "../" + Uri.EscapeDataString(last) : ".") : string.Join('/', path.Split('/').TakeLast(depth).Select(Uri.EscapeDataString));
        return new PageFrame(System.Current.Name, up, self + context.Request.QueryString.Value, here, Navigation)
        {
            Style = AssetStore.Address("app.css"), Icon = AssetStore.Address("icon.svg"), Scripts = System.Metrics is not null && here is ("" or "metrics" or "incidents") ? [AssetStore.Address("uplot.js"), AssetStore.Address("app.js")] : [AssetStore.Address("app.js")],
        };
    }

    private static Dictionary<string, IPage> AllPages(IServiceProvider services, IMetricsReader? metrics)
    {
        var pages = new Dictionary<string, IPage>(StringComparer.Ordinal);
        foreach (IPage page in new IPage[] { new NowPage(), new IncidentsPage(), new ComponentsPage() })
            pages.Add(page.Name, page);
        if (metrics is not null)
            pages.Add("metrics", new MetricsPage(metrics));
        foreach (IPanel panel in services.GetServices<IPanel>())
        {
            if (panel.Name.Length == 0 || panel.Name.Any(static letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
                throw new InvalidOperationException($"A panel is named '{panel.Name}': small letters, digits and hyphens are allowed.");
            if (!pages.TryAdd(panel.Name, new PanelPage(panel)))
                throw new InvalidOperationException($"Two pages of the dashboard are named '{panel.Name}'.");
        }

        var audit = new AuditPage();
        if (!pages.TryAdd(audit.Name, audit))
            throw new InvalidOperationException($"Two pages of the dashboard are named '{audit.Name}'.");
        return pages;
    }
}
