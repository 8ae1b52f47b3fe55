using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor.Processes;

public sealed class SpawnScratch
{
    private sealed class J : IJournal { public long Append(JournalEvent fact) => 0; public long Merge(JournalEvent f, DateTimeOffset t, string s) => 0; }
    private sealed class H : IHealthReporter {
        public Action<ComponentName>? Failed;
        public void Register(ComponentDescription d) {} public void Remove(ComponentName c, string r) {}
        public void Report(ComponentName c, string s, HealthReading r) { if (r.State == HealthState.Failed) Failed!(c); } }
    [Fact]
    public void Latency()
    {
        string dir = Directory.CreateTempSubdirectory("pr").FullName;
        using var reactor = new Reactor("t", TimeProvider.System, e => Console.WriteLine(e));
        using var pump = new OutputPump(dir, TimeProvider.System, null, e => Console.WriteLine(e));
        string file = "/tmp/stamps"; File.Delete(file);
        var done = new ManualResetEventSlim();
        string mark = $"{Environment.ProcessId}-{ProcessFiles.StartTime(Environment.ProcessId)}";
        var group = Environment.GetEnvironmentVariable("NOCG") != null ? null : ControlGroup.TryCreateRoot(mark);
        using var guardian = Guardian.Start(mark, group);
        var h = new H();
        var c = new SupervisionContext(reactor, pump, new J(), h, NullLogger.Instance, dir, mark, group, new Random());
        var plan = new SupervisionPlan { Project="p", Directory="/", Services=[new ServicePlan{ Name=new ComponentName("a"), Command=["/tmp/stamp", file]}]};
        _ = LaunchScript.BindsToParent;
        ProcessSupervisor s = null!;
        int n = 0;
        void Kill() { if (n++ == 60) { _ = s.StopAsync().ContinueWith(_ => done.Set(), TaskScheduler.Default); return; } killed.Add(Stopwatch.GetTimestamp()); LibC.Kill(s.Instances[0].Active!.Id, 9); reactor.Schedule(TimeSpan.FromMilliseconds(350), Kill); }
        reactor.Post(() => { s = new ProcessSupervisor(c, plan); h.Failed = x => { dead.Add(Stopwatch.GetTimestamp()); _ = s.Find(x)!.ReplaceAsync();  went.Add(Stopwatch.GetTimestamp());}; s.Start(); reactor.Schedule(TimeSpan.FromMilliseconds(350), Kill); });
        done.Wait(40000);
        var stamps = File.ReadAllLines(file).Select(x => long.Parse(x, CultureInfo.InvariantCulture)).ToArray();
        var lat = killed.Take(60).Select((k,i) => (stamps[i+1]-k)/1e6).Order().ToArray();
        var det = killed.Take(60).Select((k,i) => (dead[i]-k)/1e6).Order().ToArray();
        var go = killed.Take(60).Select((k,i) => (went[i]-dead[i])/1e6).Order().ToArray();
        Console.WriteLine($"restart p50 {lat[30]:0.00} p90 {lat[54]:0.00} max {lat[^1]:0.00}; detect p50 {det[30]:0.00} max {det[^1]:0.00}; act p50 {go[30]:0.00} max {go[^1]:0.00}");
    }
    private readonly List<long> killed = [], dead=[], went=[]; 
}
