using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Where fixes are proposed, decided, carried out, judged and taken back. The one way from a pattern to a changed file.</summary>
public sealed class FixDesk : IDisposable
{
    private readonly Workspace _workspace;
    private readonly FixRunner _runner;
    private readonly ChangeJudge _judge;
    private readonly IFixMemory _memory;
    private readonly CascadeWatch _cascades;
    private readonly IKillSwitch _killSwitch;
    private readonly IJournal _journal;
    private readonly HealingMode _most;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="workspace">The project.</param>
    /// <param name="backups">The folder for the texts from before.</param>
    /// <param name="killSwitch">Asked when deciding, and before each step.</param>
    /// <param name="journal">Told of each decision and step.</param>
    /// <param name="memory">What is known of fixes.</param>
    /// <param name="judge">Judges changes and knows the limits; one with the defaults where null.</param>
    /// <param name="cascades">Sees where healing does not end; one with the defaults where null.</param>
    /// <param name="commands">Runs commands; a <see cref="CommandRunner"/> where null.</param>
    /// <param name="most">The most that any fix may do by itself. Default <see cref="HealingMode.Ask"/>: nothing is carried out without a person.</param>
    public FixDesk(
        Workspace workspace, string backups, IKillSwitch killSwitch, IJournal journal, IFixMemory memory, ChangeJudge? judge = null, CascadeWatch? cascades = null, ICommandRunner? commands = null,
        HealingMode most = HealingMode.Ask)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _runner = new FixRunner(workspace, backups, killSwitch, journal, commands); // checks the others
        (_workspace, _killSwitch, _journal, _memory, _most) = (workspace, killSwitch, journal, memory, most);
        (_judge, _cascades) = (judge ?? new ChangeJudge(), cascades ?? new CascadeWatch());
    }

    /// <summary>Works a fix out against the files as they are and decides how far it may go. Nothing is changed: this is the dry run.</summary>
    /// <param name="action">The fix.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="pattern">The pattern that it belongs to; null for none.</param>
    /// <param name="occasion">What for; null where a person chose it.</param>
    /// <exception cref="FormatException">The action is not well formed.</exception>
    /// <exception cref="FixException">It does not fit the files.</exception>
    public FixProposal Propose(FixAction action, FixOrigin origin, string? pattern = null, FixOccasion? occasion = null)
    {
        PlannedFix plan = _workspace.Plan(action);
        FixAssessment assessment = _judge.Judge(plan);
        FixDecision decision = Decide(plan, assessment, origin);
        _ = _journal.Append(new FixDecided
        {
            Fix = plan.Id, Pattern = pattern, Category = FixLadder.Word(assessment.Category), Precedent = decision.Precedent, Mode = decision.Mode,
            Reasons = decision.Reasons, Effects = [.. plan.Steps.Select(static step => step.Title)],
        });
        return new FixProposal(pattern, origin, plan, assessment, decision) { Occasion = occasion };
    }

    /// <summary>Carries a proposal out by itself.</summary>
    /// <exception cref="FixException">It may not be carried out by itself, or no more; or it could not be, and the files are as before.</exception>
    public Task<AppliedFix> ApplyAsync(FixProposal proposal, CancellationToken cancellationToken = default) => ApplyAsync(proposal, HealingMode.Auto, cancellationToken);

    /// <summary>Carries a proposal out because a person said so. What is forbidden stays forbidden.</summary>
    /// <param name="proposal">What.</param>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="cancellationToken">Stops it between two steps.</param>
    /// <exception cref="FixException">It may not be carried out by anybody; or it could not be, and the files are as before.</exception>
    public Task<AppliedFix> ApplyAsync(FixProposal proposal, string by, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        _ = _journal.Append(new PersonActed { Action = $"applied fix {proposal.Pattern ?? proposal.Plan.Id}", By = by, Reason = reason });
        return ApplyAsync(proposal, HealingMode.Suggest, cancellationToken);
    }

    /// <summary>A person stands for a fix from now on.</summary>
    public void Approve(string fix, string by)
    {
        _memory.Approved(fix, by);
        Note(fix, "approved", by);
    }

    /// <summary>A person lets a fix that was set apart be used again, from the beginning.</summary>
    public void Release(string fix, string by)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        _memory.Release(fix);
        Note(fix, "released", by);
    }

    /// <summary>Notes whether a fix that was carried out helped. One that did not more often than it did is set apart.</summary>
    public void Judge(string fix, bool helped, string detail)
    {
        _memory.Judged(fix, helped);
        Note(fix, helped ? "helped" : "failed", detail);
        FixRecord record = _memory.Of(fix);
        if (!helped && record.Failed > record.Helped)
            SetApart(fix, $"it failed {record.Failed} of {record.Helped + record.Failed} times");
    }

    /// <summary>Takes a fix back, and sets it apart: nobody applies it again until a person releases it.</summary>
    /// <exception cref="FixException">Somebody has changed a file since. The fix is set apart all the same.</exception>
    public void Revert(FixBackup backup, string why)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        _memory.Judged(backup.Fix, helped: false);
        Note(backup.Fix, "failed", why);
        SetApart(backup.Fix, $"it was taken back: {why}");
        backup.Undo();
    }

    /// <summary>Notes an error. One that comes shortly after a fix and is new, or is the one that the fix was for, is laid to the fix, which is then set apart.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The fix that is to blame; null for none.</returns>
    public BlamedFix? SawError(SeenError error)
    {
        if (_cascades.Blame(error) is not { } blamed)
            return null;
        if (_memory.Of(blamed.Fix).Quarantined is null)
        {
            _memory.Judged(blamed.Fix, helped: false);
            Note(blamed.Fix, "failed", blamed.Why);
            SetApart(blamed.Fix, blamed.Why);
        }

        return blamed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        _runner.Dispose();
    }

    // Everything is asked again at the moment of acting: what was true when it was proposed may not be any more.
    private async Task<AppliedFix> ApplyAsync(FixProposal proposal, HealingMode least, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        await _one.WaitAsync(cancellationToken); // a limit that two pass at once is none
        try
        {
            return await DecideAndApplyAsync(proposal, least, cancellationToken);
        }
        finally
        {
            _ = _one.Release();
        }
    }

    private async Task<AppliedFix> DecideAndApplyAsync(FixProposal proposal, HealingMode least, CancellationToken cancellationToken)
    {
        FixDecision decision = Decide(proposal.Plan, _judge.Judge(proposal.Plan), proposal.Origin);
        if (decision.Mode < least)
        {
            string why = string.Join("; ", decision.Reasons);
            _ = _journal.Append(new FixFinished { Fix = proposal.Plan.Id, Error = why });
            throw new FixException(least == HealingMode.Auto && decision.Mode > HealingMode.Observe ? $"It is not carried out without a person: {why}." : $"It may not be carried out: {why}.");
        }

        AppliedFix applied = await _runner.ApplyAsync(proposal.Plan, proposal.Occasion, cancellationToken);
        _cascades.Note(applied, proposal.Occasion);
        return applied;
    }

    private FixDecision Decide(PlannedFix plan, FixAssessment assessment, FixOrigin origin)
    {
        FixRecord record = _memory.Of(plan.Id);
        FixDecision decision = FixLadder.Decide(assessment.Category, origin, record);
        (HealingMode mode, List<string> reasons) = (decision.Mode, [.. decision.Reasons]);
        foreach (string breach in assessment.Breaches)
            Hold(HealingMode.Observe, breach);
        if (record.Quarantined is { } quarantined)
            Hold(HealingMode.Observe, $"it is set apart: {quarantined}");
        if (_killSwitch.Engaged)
            Hold(HealingMode.Observe, $"healing is stopped: {_killSwitch.Reason}");
        if (_cascades.Against(plan) is { } cascade)
            Hold(HealingMode.Suggest, cascade);
        if (mode > _most)
            Hold(_most, "the configured mode allows no more");
        return decision with { Mode = mode, Reasons = reasons };

        void Hold(HealingMode at, string why)
        {
            mode = mode < at ? mode : at;
            reasons.Add(why);
        }
    }

    private void SetApart(string fix, string why)
    {
        _memory.Quarantine(fix, why);
        Note(fix, "set-apart", why);
    }

    private void Note(string fix, string outcome, string detail) => _journal.Append(new FixJudged { Fix = fix, Outcome = outcome, Detail = detail });
}
