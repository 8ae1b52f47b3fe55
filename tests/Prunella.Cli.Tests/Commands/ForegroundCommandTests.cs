using Prunella.Cli.Tests.Agents;
using Prunella.Supervisor;

namespace Prunella.Cli.Tests.Commands;

public sealed class ForegroundCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public async Task Run_makes_a_plan_of_its_options()
    {
        _cli.Host.Exit = 3;

        int exit = await _cli.RunAsync(
            "run", "--listen", "web=5101", "--listen", "5102", "--ready", "http://127.0.0.1:5101/health", "--probe", "tcp:127.0.0.1:5432",
            "--replicas", "2", "--standby", "1", "--env", "A=b=c", "--no-heartbeat", "--stop-timeout", "5s", "--memory", "64M", "--cpu", "0.5",
            "--", "dotnet", "bin/Shop.Orders.dll", "--urls", "x");

        ServicePlan service = Assert.Single(_cli.Host.Plan!.Services);
        Assert.Equal(3, exit);
        Assert.Equal("shop.orders", service.Name.Value);
        Assert.Equal(["dotnet", "bin/Shop.Orders.dll", "--urls", "x"], service.Command);
        Assert.Equal(["web", null], service.Listen.Select(static address => address.Name));
        Assert.Equal(new Readiness.Http(new Uri("http://127.0.0.1:5101/health")), service.Ready);
        Assert.IsType<ProbePlan.Tcp>(Assert.Single(service.Probes));
        Assert.Equal((2, 1), (service.Replicas, service.Standby));
        Assert.Equal("b=c", service.Environment["A"]);
        Assert.Null(service.Heartbeat);
        Assert.Equal(TimeSpan.FromSeconds(5), service.Stop.Timeout);
        Assert.Equal(new ResourceLimits { MemoryBytes = 64 << 20, Cores = 0.5 }, service.Limits);
        Assert.Equal(Path.Combine(_cli.Root, ".local/state/prunella/shop.orders"), _cli.Host.StateDirectory);
        Assert.Equal("shop.orders | hello\n", _cli.Out.ToString());
    }

    [Fact]
    public async Task Run_tells_all_wrong_options_at_once_and_starts_nothing()
    {
        Assert.Equal(1, await _cli.RunAsync("run", "--replicas", "0", "--listen", "web", "--ready", "soon", "--env", "X", "--stop-signal", "SIGX", "--", "x"));

        Assert.Equal("""
            prunella: --env: 'X' is not NAME=value.
            prunella: --listen: 'web' is not an address, as 5101, 127.0.0.1:5101, *:5101 or name=5101.
            prunella: --ready: 'soon' is not notify, http://…, tcp:host:port or alive:2s.
            prunella: --replicas: must lie in 1 to 64, but is 0.
            prunella: --stop-signal: 'SIGX' is not a signal, as SIGTERM.

            """, _cli.Error.ToString());
        Assert.Null(_cli.Host.Plan);
    }

    [Fact]
    public async Task An_option_that_run_does_not_know_is_not_taken_for_the_program()
    {
        Assert.Equal(1, await _cli.RunAsync("run", "--replica", "2", "--", "x"));

        Assert.Equal("prunella: '--replica' is no option of run. Did you mean '--replicas'? The program and its arguments come after --.\n", _cli.Error.ToString());
    }

    [Fact]
    public async Task A_fault_of_the_system_is_told_and_is_no_success()
    {
        _cli.Host.Fault = new FileNotFoundException("Could not load file or assembly 'Something'.");

        Assert.Equal(3, await _cli.RunAsync("run", "--", "x"));

        Assert.Equal("prunella: Could not load file or assembly 'Something'.\n", _cli.Error.ToString());
    }

    [Fact]
    public async Task A_reader_that_has_had_enough_is_no_fault()
    {
        const int BrokenPipe = 32;
        _cli.Host.Fault = new IOException("Broken pipe", BrokenPipe);

        Assert.Equal(0, await _cli.RunAsync("run", "--", "x"));

        Assert.Equal("", _cli.Error.ToString());
    }

    [Fact]
    public async Task Up_finds_the_manifest_above_and_keeps_its_state_beside_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Root, "prunella.yaml"), "project: shop\nservices: {a: {command: x}}");

        Assert.Equal(0, await _cli.RunAsync("up"));

        Assert.Equal("shop", _cli.Host.Plan!.Project);
        Assert.Equal(_cli.Root, _cli.Host.Plan.Directory);
        Assert.Equal(Path.Combine(_cli.Root, ".prunella"), _cli.Host.StateDirectory);
    }

    [Fact]
    public async Task Up_with_a_bad_manifest_starts_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "bad.yaml"), "project: shop\nservices: {a: {comand: x}}");

        Assert.Equal(1, await _cli.RunAsync("up", "bad.yaml"));

        Assert.Equal("bad.yaml:2:16: services.a.comand: there is no such key. Did you mean 'command'?\n", _cli.Error.ToString());
        Assert.Null(_cli.Host.Plan);
    }

    [Fact]
    public async Task Up_without_a_manifest_says_where_it_looked()
    {
        Assert.Equal(1, await _cli.RunAsync("up"));
        Assert.Contains($"There is no prunella.yaml in {_cli.Here}", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_only_reads()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "prunella.yaml"), "project: shop\nservices: {a: {command: x}}");

        Assert.Equal(0, await _cli.RunAsync("up", "--check"));
        Assert.Null(_cli.Host.Plan);
        Assert.EndsWith("prunella.yaml: 1 service, nothing wrong.\n", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
