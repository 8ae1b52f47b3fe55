using System.Collections.Concurrent;
using System.Globalization;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;
using Prunella.Recovery;

namespace Prunella.Patterns.Incidents;

/// <summary>Tier 6: carries out the fix that is known against the error of an incident, starts the component anew, and takes the fix back where it did not help. Thread-safe.</summary>
/// <remarks>
/// The fix is worked out and decided when the error is read, off the loop; so are its steps carried out, on a thread of its own. It goes no further than
/// <see cref="FixDesk"/> lets it, which decides again at the moment of acting. One fix is tried in an incident.
/// </remarks>
public sealed class FixRepair : IRecoveryAction
{
    /// <summary>The name of the action.</summary>
    public const string ActionName = "apply-fix";

    private const int MostKept = 256;
    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(1), PerCommand = TimeSpan.FromMinutes(1);
    private readonly FixSite _site;
    private readonly IRepairedComponents _components;
    private readonly IJournal _journal;
    private readonly ConcurrentDictionary<IncidentId, PreparedFix> _prepared = new();
    private readonly ConcurrentQueue<IncidentId> _order = new();

    /// <param name="site">The project.</param>
    /// <param name="components">Whose files it changes.</param>
    /// <param name="journal">Told of each step, with the incident; beside the journal of the site.</param>
    public FixRepair(FixSite site, IRepairedComponents components, IJournal journal)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(journal);
        (_site, _components, _journal) = (site, components, journal);
    }

    /// <inheritdoc/>
    public string Name => ActionName;

    /// <inheritdoc/>
    public RecoveryTier Tier => RecoveryTier.Repair;

    /// <inheritdoc/>
    public bool AppliesTo(Incident incident) => Find(incident) is { Proposal: not null, WhyNot: null };

    /// <inheritdoc/>
    public bool MayApplySoon(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.ReadsError && Find(incident) is null;
    }

    /// <inheritdoc/>
    public string WhyNot(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return Find(incident) is { } fix ? fix.WhyNot ?? "its preconditions do not hold"
            : incident.ReadsError ? "its error is being read still"
            : incident.Error is null ? "no error was read that could be known"
            : "no fix that can be carried out is known against its error";
    }

    /// <inheritdoc/>
    public ActionLimit? LimitOf(Incident incident) =>
        Find(incident)?.Proposal?.Decision is { Mode: < HealingMode.Auto } decision ? new ActionLimit(decision.Mode, string.Join("; ", decision.Reasons)) : null;

    /// <inheritdoc/>
    public ActionPlan Plan(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        FixProposal proposal = Find(incident)?.Proposal ?? throw new InvalidOperationException($"There is no fix for incident {incident.Id}.");
        int commands = proposal.Plan.Commands.Count();
        return new ActionPlan
        {
            Effects =
            [
                $"fix {proposal.Plan.Id} of {proposal.Pattern ?? "no pattern"}; {string.Join("; ", proposal.Decision.Reasons)}",
                .. proposal.Plan.Steps.Select(static step => step.Title),
                .. proposal.Plan.Effects.SelectMany(ChangedText.Of).Select(line => _site.Scrubber?.Scrub(line) ?? line),
                $"start {incident.Component} anew, so that it takes it up",
            ],
            Undo = proposal.Plan.Undoable ? "the files become what they were, and the fix is set apart"
                : proposal.Plan.Effects.Count > 0 ? "the files become what they were, and the fix is set apart; what its commands did stays" : null,
            BlastRadius = proposal.Occasion!.Touches,
            Expected = Writing + commands * PerCommand,
            VerifyWithin = _components.StartTimeout(incident.Component) + Writing,
        };
    }

    /// <inheritdoc/>
    public async ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incident);
        if (Find(incident) is not { Proposal: { } proposal } fix || !fix.TryBegin())
            throw new InvalidOperationException(WhyNot(incident));
        fix.Applying = OwnThread.RunAsync("prunella-fix", () => ApplyAsync(incident, proposal, cancellationToken));
        _ = await fix.Applying;
        await _components.RestartAsync(incident.Component, cancellationToken);
    }

    /// <summary>A start that came to nothing has not helped, however much of the window is left; else its health decides.</summary>
    public async ValueTask<ActionVerdict?> VerifyAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incident);
        bool serves = await _components.ServesAsync(incident.Component, cancellationToken);
        if (Find(incident) is { } fix)
            fix.Serves = serves;
        return serves ? null : ActionVerdict.Same;
    }

    /// <inheritdoc/>
    public async ValueTask UndoAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incident);
        if (Find(incident) is not { Applying: { } applying } fix)
            return;
        await OwnThread.RunAsync("prunella-fix", async () =>
        {
            // One that was given up for lateness is about to break off, and takes itself back.
            await ((Task)applying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!applying.IsCompletedSuccessfully)
                return false;
            await using ProjectFixes fixes = await OpenAsync(incident, cancellationToken);
            fix.Reverted = true; // set apart also where a file was changed since
            fixes.Desk.Revert((await applying).Backup, $"{incident.Component} was not better after it");
            return true;
        });
        if (fix.Serves)
            await _components.RestartAsync(incident.Component, cancellationToken); // on its files as they were
    }

    /// <summary>Works out the fix of a pattern for an incident. Called off the loop.</summary>
    /// <returns>What it is and how far it may go, or why not; null where the pattern has none.</returns>
    internal string? Prepare(Incident incident, string fingerprint, ErrorPattern? pattern)
    {
        if (pattern?.Action is null || incident.ClosedAt is not null)
            return null;
        PreparedFix fix = OwnThread.RunAsync("prunella-fix", () => PreparedAsync(incident, fingerprint, pattern)).GetAwaiter().GetResult();
        _prepared[incident.Id] = fix;
        _order.Enqueue(incident.Id);
        while (_prepared.Count > MostKept && _order.TryDequeue(out IncidentId oldest))
            _ = _prepared.TryRemove(oldest, out _);
        return fix.Words;
    }

    /// <summary>Lays an error to a fix that came shortly before, where it is to blame. Called off the loop.</summary>
    internal BlamedFix? Blame(Incident incident, SeenError error) => !Directory.Exists(_site.JournalDirectory) ? null : OwnThread.RunAsync("prunella-fix", async () =>
    {
        await using ProjectFixes fixes = await OpenAsync(incident, CancellationToken.None);
        return fixes.Desk.SawError(error);
    }).GetAwaiter().GetResult();

    /// <summary>Notes whether the fix of an incident helped. Called off the loop.</summary>
    internal void Judge(Incident incident, bool helped)
    {
        if (Find(incident) is not { Reverted: false, Applying.IsCompletedSuccessfully: true, Proposal: { } proposal })
            return;
        _ = OwnThread.RunAsync("prunella-fix", async () =>
        {
            await using ProjectFixes fixes = await OpenAsync(incident, CancellationToken.None);
            fixes.Desk.Judge(proposal.Plan.Id, helped, $"{incident.Component} {(helped ? "is well since" : "was not better after it")} (incident {incident.Id})");
            return true;
        }).GetAwaiter().GetResult();
    }

    private PreparedFix? Find(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return _prepared.GetValueOrDefault(incident.Id);
    }

    private async Task<AppliedFix> ApplyAsync(Incident incident, FixProposal proposal, CancellationToken cancellationToken)
    {
        await using ProjectFixes fixes = await OpenAsync(incident, cancellationToken);
        return incident.Approval is { Action: ActionName } leave
            ? await fixes.Desk.ApplyAsync(proposal, leave.By, leave.Reason, cancellationToken)
            : await fixes.Desk.ApplyAsync(proposal, cancellationToken);
    }

    private async Task<PreparedFix> PreparedAsync(Incident incident, string fingerprint, ErrorPattern pattern)
    {
        try
        {
            await using ProjectFixes fixes = await OpenAsync(incident, CancellationToken.None);
            var occasion = new FixOccasion(fingerprint, [incident.Component, .. _components.TouchedBy(incident.Component)]);
            FixProposal proposal = fixes.Desk.Propose(pattern.Action!, pattern.Generated is null ? FixOrigin.Seeded : FixOrigin.Unverified, pattern.Id, occasion);
            string steps = string.Join(", then ", proposal.Plan.Steps.Select(static step => step.Title)), reasons = string.Join("; ", proposal.Decision.Reasons);
            string mode = proposal.Decision.Mode switch
            {
                HealingMode.Observe => "not to be done",
                HealingMode.Suggest => $"only suggested, by: prunella patterns apply {pattern.Id}",
                HealingMode.Ask => "a person is asked",
                _ => "done by itself",
            };
            return new PreparedFix(string.Create(CultureInfo.InvariantCulture, $"{pattern.Id} ({steps}): {mode}; {reasons}"), proposal, proposal.Decision.Mode == HealingMode.Observe ? reasons : null);
        }
        catch (Exception error) when (error is FixException or FormatException or IOException or UnauthorizedAccessException)
        {
            return new PreparedFix($"{pattern.Id} can not be carried out: {error.Message}", null, error.Message);
        }
    }

    private Task<ProjectFixes> OpenAsync(Incident incident, CancellationToken cancellationToken) =>
        ProjectFixes.OpenAsync(_site, new IncidentJournal(_journal, incident.Component, incident.Id), cancellationToken);
}
