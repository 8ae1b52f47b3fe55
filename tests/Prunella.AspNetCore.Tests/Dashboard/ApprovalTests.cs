using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.AspNetCore.Tests.Dashboard;

/// <summary>A remedy that asks first, in a runtime that runs, and a person who answers on the page.</summary>
public sealed class ApprovalTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);
    private static readonly ComponentName Ledger = new("ledger");

    [Fact]
    public async Task What_is_approved_on_the_page_is_done_and_the_journal_knows_by_whom()
    {
        var move = new MoveNode();
        await using DashboardApp app = await StartAsync(move);
        using JournalSubscription news = app.Services.GetRequiredService<IJournalReader>().Subscribe();
        Incident incident = await PendingAsync(app);

        using HttpResponseMessage byOperator = await app.SendAsync(HttpMethod.Get, $"/confirm/approve?target={incident.Id}", "linus:operator");
        Assert.Equal(HttpStatusCode.Forbidden, byOperator.StatusCode);
        Assert.NotNull((await app.PageAsync("", "grace:approver")).QuerySelector($"#part-needs a[href='confirm/approve?target={incident.Id}']"));
        Dictionary<string, string> form = await app.FormAsync($"/confirm/approve?target={incident.Id}", "grace:approver", "node b is free");
        Assert.Empty(move.Done);
        using HttpResponseMessage answer = await app.SendAsync(HttpMethod.Post, "/do/approve", "grace:approver", form, "same-origin");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        ActionApproved approved = await NextAsync<ActionApproved>(news);
        Assert.Equal(("move-node", "grace", "node b is free"), (approved.Action, approved.By, approved.Reason));
        Assert.Null((await NextAsync<ActionFinished>(news)).Error);
        Assert.Equal([Ledger], move.Done);
    }

    [Fact]
    public async Task What_is_rejected_on_the_page_is_not_done_and_can_not_be_approved_any_more()
    {
        var move = new MoveNode();
        await using DashboardApp app = await StartAsync(move);
        using JournalSubscription news = app.Services.GetRequiredService<IJournalReader>().Subscribe();
        Incident incident = await PendingAsync(app);
        Dictionary<string, string> approval = await app.FormAsync($"/confirm/approve?target={incident.Id}", "grace:approver");

        using HttpResponseMessage answer = await app.SendAsync(
            HttpMethod.Post, "/do/reject", "grace:approver", await app.FormAsync($"/confirm/reject?target={incident.Id}", "grace:approver", "not now"), "same-origin");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("not now", (await NextAsync<ActionRefused>(news)).Detail, StringComparison.Ordinal);
        using HttpResponseMessage late = await app.SendAsync(HttpMethod.Post, "/do/approve", "grace:approver", approval, "same-origin");

        Assert.False(late.IsSuccessStatusCode);
        Assert.Empty(move.Done);
    }

    private static Task<DashboardApp> StartAsync(MoveNode move) => DashboardApp.StartAsync("Production", services =>
    {
        _ = services.AddSingleton<IRecoveryAction>(move);
        _ = services.Configure<RecoveryOptions>(static options => options.Confirmation = TimeSpan.FromMilliseconds(1));
    });

    // Breaks the ledger and waits until the remedy asks.
    private static async Task<Incident> PendingAsync(DashboardApp app)
    {
        IHealthReporter health = app.Services.GetRequiredService<IHealthReporter>();
        health.Register(new ComponentDescription(Ledger));
        health.Report(Ledger, "test", HealthReading.Healthy("serves"));
        RecoveryManager recovery = app.Services.GetRequiredService<RecoveryManager>();
        using var late = new CancellationTokenSource(Watchdog);
        while (true)
        {
            if (recovery.Current.Open.FirstOrDefault(static incident => incident.Pending is not null) is { } asks)
                return asks;
            health.Report(Ledger, "test", new HealthReading(HealthState.Failed, "connection refused")); // one report alone may be chance
            await Task.Delay(20, late.Token); // the picture is published a moment after the facts
        }
    }

    private static async Task<TFact> NextAsync<TFact>(JournalSubscription news)
        where TFact : JournalEvent
    {
        while (true)
        {
            if ((await news.Entries.ReadAsync().AsTask().WaitAsync(Watchdog)).Event is TFact fact)
                return fact;
        }
    }

    private sealed class MoveNode : IRecoveryAction
    {
        public ConcurrentQueue<ComponentName> Done { get; } = [];

        public string Name => "move-node";

        public RecoveryTier Tier => RecoveryTier.MoveOrResize;

        public bool AppliesTo(Incident incident) => true;

        public ActionPlan Plan(Incident incident) => new() { Effects = ["The ledger starts on node b."], BlastRadius = [incident.Component], Expected = TimeSpan.FromSeconds(1) };

        public ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
        {
            Done.Enqueue(incident.Component);
            return ValueTask.CompletedTask;
        }
    }
}
