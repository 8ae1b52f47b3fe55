using System.Globalization;
using System.Net;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.EndToEnd.Support;

/// <summary>The three services of the shop, with held sockets on free ports.</summary>
internal sealed class ShopPlan(Workspace workspace)
{
    public IPEndPoint Inventory { get; } = new(IPAddress.Loopback, Workspace.FreePort());

    public IPEndPoint Orders { get; } = new(IPAddress.Loopback, Workspace.FreePort());

    public IPEndPoint Gateway { get; } = new(IPAddress.Loopback, Workspace.FreePort());

    public IReadOnlyList<ServicePlan> Services =>
    [
        Service("inventory", Inventory),
        Service("orders", Orders, "inventory"),
        Service("gateway", Gateway, "orders"),
    ];

    public ServicePlan Service(string name, IPEndPoint endPoint, params string[] requires) => new()
    {
        Name = new ComponentName(name),
        Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, $"Shop.{char.ToUpper(name[0], CultureInfo.InvariantCulture)}{name[1..]}.dll")],
        Listen = [new ListenAddress(endPoint)],
        Ready = new Readiness.Notify(),
        Requires = [.. requires.Select(static required => new ComponentName(required))],
        // Those behind the gateway are judged by their heartbeats alone, so that it is known what saw a fault.
        Probes = name != "gateway" ? [] : [new ProbePlan.Http(new Uri($"http://{endPoint}/health"))],
        Environment = new Dictionary<string, string>
        {
            ["SHOP_FAULTS"] = "1",
            ["SHOP_STATE"] = workspace.PathOf("shop"),
            ["INVENTORY_URL"] = $"http://{Inventory}",
            ["ORDERS_URL"] = $"http://{Orders}",
            ["DOTNET_DbgEnableMiniDump"] = "0",
        },
    };
}
