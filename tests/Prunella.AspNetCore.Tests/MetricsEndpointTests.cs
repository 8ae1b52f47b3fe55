using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Prunella.Metrics;

namespace Prunella.AspNetCore.Tests;

public class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_are_answered_in_the_format_that_is_asked_for()
    {
        await using App app = await App.StartAsync(static routes => routes.MapPrunellaMetrics(), add: static services => services.AddPrunella());

        using HttpResponseMessage plain = await app.Client.GetAsync("/metrics");
        using HttpRequestMessage asking = new(HttpMethod.Get, "/metrics");
        asking.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/openmetrics-text"));
        using HttpResponseMessage open = await app.Client.SendAsync(asking);

        Assert.Equal(MetricsExposition.ContentType(ExpositionFormat.Prometheus), plain.Content.Headers.ContentType!.ToString());
        Assert.Equal(MetricsExposition.ContentType(ExpositionFormat.OpenMetrics), open.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("# EOF\n", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_metrics_there_is_nothing_to_map() =>
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => App.StartAsync(static routes => routes.MapPrunellaMetrics()));
}
