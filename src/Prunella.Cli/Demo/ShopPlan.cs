using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Demo;

/// <summary>The shop of the demo as a plan: three services on free ports, their sockets held, the gateway with a warm standby.</summary>
internal sealed class ShopPlan
{
    public static readonly ComponentName Inventory = new("inventory");
    public static readonly ComponentName Orders = new("orders");
    public static readonly ComponentName Gateway = new("gateway");

    private readonly Dictionary<ComponentName, IPEndPoint> _addresses = new[] { Inventory, Orders, Gateway }.ToDictionary(static name => name, static _ => FreeAddress());

    private readonly bool _healsCalls;

    private ShopPlan(string programs, string state, bool healsCalls)
    {
        _healsCalls = healsCalls;
        Plan = new SupervisionPlan
        {
            Project = string.Create(CultureInfo.InvariantCulture, $"demo-{Environment.ProcessId}"),
            Directory = programs,
            Services =
            [
                Service(Inventory, state) with { Limits = new ResourceLimits { MemoryBytes = 400L << 20 } },
                Service(Orders, state) with { Requires = [Inventory] },
                Service(Gateway, state) with { Requires = [Orders], Uses = [Inventory], Standby = 1 },
            ],
        };
    }

    public SupervisionPlan Plan { get; }

    /// <summary>Finds the shop's programs beside the tool.</summary>
    /// <param name="state">Where the shop keeps its orders.</param>
    /// <param name="healsCalls">Whether the services heal their calls to each other.</param>
    /// <exception cref="UsageException">They are not there.</exception>
    public static ShopPlan Find(string state, bool healsCalls = true)
    {
        string programs = Path.Combine(AppContext.BaseDirectory, "shop");
        return File.Exists(Path.Combine(programs, "Shop.Gateway"))
            ? new ShopPlan(programs, state, healsCalls)
            : throw new UsageException($"The shop of the demo is not in {programs}: build the tool from its repository, by ./prunella demo.");
    }

    public IPEndPoint AddressOf(ComponentName service) => _addresses[service];

    private ServicePlan Service(ComponentName name, string state)
    {
        string program = "Shop." + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.Value);
        return new ServicePlan
        {
            Name = name,
            Command = [$"./{program}"],
            Listen = [new ListenAddress(_addresses[name])],
            Ready = new Readiness.Notify(),
            StartTimeout = TimeSpan.FromSeconds(15),
            Probes = [new ProbePlan.Http(Url(name, "/health")) { Period = TimeSpan.FromMilliseconds(500) }],
            Environment = new Dictionary<string, string>
            {
                ["SELF_HEALING_ENABLED"] = _healsCalls ? "true" : "false",
                ["SHOP_FAULTS"] = "1",
                ["SHOP_STATE"] = state,
                ["ORDERS_URL"] = Url(Orders, "").ToString(),
                ["INVENTORY_URL"] = Url(Inventory, "").ToString(),
            },
        };
    }

    public Uri Url(ComponentName service, string path) => new($"http://{_addresses[service]}{path}");

    private static IPEndPoint FreeAddress()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.LocalEndPoint!;
    }
}
