using System.Runtime.Versioning;

namespace Prunella.Cli.Demo;

/// <summary>The same load and the same faults twice: first without healing of calls, then with it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class CascadeDemo(DemoSettings settings, CascadeNarrator narrator)
{
    public async Task<CascadeResult> RunAsync(CancellationToken cancellation)
    {
        narrator.Begin(healing: false, settings.Rate);
        CascadeRunResult without = await new CascadeRun(settings, narrator, healing: false).RunAsync(cancellation);
        await Task.Delay(settings.Pace, TimeProvider.System, cancellation);
        narrator.Begin(healing: true, settings.Rate);
        CascadeRunResult with = await new CascadeRun(settings, narrator, healing: true).RunAsync(cancellation);
        return new CascadeResult(settings.Rate, without, with);
    }
}
