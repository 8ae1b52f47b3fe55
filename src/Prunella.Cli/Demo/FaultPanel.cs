using System.Runtime.Versioning;
using Prunella.Journal;
using Prunella.Views;

namespace Prunella.Cli.Demo;

/// <summary>A page of the demo on which each fault of the shop has a button.</summary>
[SupportedOSPlatform("linux")]
internal sealed class FaultPanel(DemoStage stage, IJournal journal) : IPanel, IOperationSource
{
    public string Name => "faults";

    public string Title => "Faults";

    public string Question => "Hurt the shop, and watch it being healed.";

    public ValueTask<IReadOnlyList<PanelBlock>> ViewAsync(CancellationToken cancellationToken) => new(
    [
        new PanelBlock.Text("Each is real: a signal, a starved pool, a leak. More than three restarts of one service within half a minute call a person, as is right."),
        new PanelBlock.Operations([.. BasicScenario.Faults.Select(Offer)]),
    ]);

    public Operation? Find(string name, string target) =>
        name == "inject" && BasicScenario.Faults.FirstOrDefault(fault => fault.Name == target) is { } fault ? Offer(fault) : null;

    private Operation Offer(DemoFault fault) => new()
    {
        Name = "inject",
        Target = fault.Name,
        Title = $"{fault.Title} → {fault.Component}",
        Effects = [$"It stands for {fault.Explanation}.", $"Requests to {fault.Component} fail until it is healed."],
        Undo = "Healing takes it back: watch it on the page Now.",
        ExecuteAsync = async (consent, _) =>
        {
            journal.Append(new PersonActed { Component = fault.Component, Action = $"injected {fault.Title}", By = consent.By, Reason = consent.Reason });
            await fault.InjectAsync(stage);
            return $"{fault.Title}: done to {fault.Component}.";
        },
    };
}
