using System.Diagnostics;

namespace Shop.Hosting.Telemetry;

/// <summary>Listens to the spans of the runtime and of the shop.</summary>
internal sealed class SpanExport : IDisposable
{
    private readonly ActivityListener _listener;

    public SpanExport(OtlpFile file)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http" or "Shop",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Recorded)
                    file.Write(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();
}
