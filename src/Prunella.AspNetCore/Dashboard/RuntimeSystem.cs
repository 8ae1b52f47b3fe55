using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Recovery;
using Prunella.Resilience;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>The process the dashboard lives in.</summary>
internal sealed class RuntimeSystem : ISystemView
{
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly IHealthMonitor _health;
    private readonly RecoveryManager _recovery;
    private readonly IKillSwitch _killSwitch;
    private readonly RecoveryOptions _options;
    private readonly SelfHealingEngine? _engine;
    private readonly IObjectives? _objectives;
    private readonly EventJournal? _journal;
    private readonly string? _directory;

    /// <exception cref="InvalidOperationException">The runtime is not registered.</exception>
    public RuntimeSystem(IServiceProvider services)
    {
        _health = services.GetService<IHealthMonitor>() ?? throw new InvalidOperationException(
            "The dashboard shows the healing runtime, which is not registered: call builder.Services.AddPrunella() before app.MapPrunella().");
        _recovery = services.GetRequiredService<RecoveryManager>();
        _killSwitch = services.GetRequiredService<IKillSwitch>();
        _options = services.GetRequiredService<IOptions<RecoveryOptions>>().Value;
        _objectives = services.GetService<IObjectives>();
        _engine = services.GetService<SelfHealingEngine>();
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Journal = services.GetRequiredService<IJournalReader>();
        Metrics = services.GetService<IMetricsReader>();
        _journal = Journal as EventJournal;
        _directory = services.GetRequiredService<IOptions<JournalOptions>>().Value.Directory;
        _name = services.GetService<IHostEnvironment>()?.ApplicationName is { Length: > 0 } name ? name : "service";
    }

    public IJournalReader Journal { get; }

    public IMetricsReader? Metrics { get; }

    public SystemPicture Current => new()
    {
        Name = _name,
        At = _time.GetUtcNow(),
        Health = _health.Current,
        Recovery = _recovery.Current,
        BudgetCapacity = _options.GlobalBudget,
        BudgetPeriod = _options.BudgetPeriod,
        Stopped = _killSwitch.Engaged ? _killSwitch.Reason ?? "no reason given" : null,
        Objectives = _objectives?.Current ?? [],
        Circuits = [.. (_engine?.Circuits ?? []).Select(static circuit => new CircuitPicture(circuit.Name, circuit.State)
        {
            Share = circuit.Share, Trips = circuit.Trips, Rejections = circuit.Rejections, UsualFailureShare = circuit.UsualFailureShare,
        })],
    };

    public async ValueTask<JournalVerification?> VerifyJournalAsync(CancellationToken cancellationToken)
    {
        if (_journal is null || _directory is null)
            return null;
        await _journal.FlushAsync(cancellationToken);
        return await Task.Run(() => JournalVerifier.Verify(_directory, cancellationToken: cancellationToken), cancellationToken);
    }
}
