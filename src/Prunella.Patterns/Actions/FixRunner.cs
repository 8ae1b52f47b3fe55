using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Patterns.Actions;

/// <summary>Carries plans out: all of a plan or nothing. The kill switch is asked immediately before each step.</summary>
/// <remarks>
/// What a command changed beyond the plan is not taken back; everything else is. One runner works at one plan at a time. It asks nobody for leave: whether
/// a plan may be carried out is decided before.
/// </remarks>
public sealed class FixRunner : IDisposable
{
    private readonly Workspace _workspace;
    private readonly string _backups;
    private readonly IKillSwitch _killSwitch;
    private readonly IJournal _journal;
    private readonly ICommandRunner _commands;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="workspace">The project.</param>
    /// <param name="backups">The folder for the texts from before; each fix gets a folder of its own.</param>
    /// <param name="killSwitch">Stops it between any two steps.</param>
    /// <param name="journal">Told of each step.</param>
    /// <param name="commands">Runs the commands; a <see cref="CommandRunner"/> where null.</param>
    public FixRunner(Workspace workspace, string backups, IKillSwitch killSwitch, IJournal journal, ICommandRunner? commands = null)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentException.ThrowIfNullOrEmpty(backups);
        ArgumentNullException.ThrowIfNull(killSwitch);
        ArgumentNullException.ThrowIfNull(journal);
        (_workspace, _backups, _killSwitch, _journal, _commands) = (workspace, Path.GetFullPath(backups), killSwitch, journal, commands ?? new CommandRunner());
    }

    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">What.</param>
    /// <param name="occasion">What for; null where a person chose it.</param>
    /// <param name="cancellationToken">Stops it between two steps.</param>
    /// <exception cref="FixException">A file is no longer as it was when planned, a step failed, or healing was stopped. The files are as before.</exception>
    public async Task<AppliedFix> ApplyAsync(PlannedFix plan, FixOccasion? occasion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await _one.WaitAsync(cancellationToken);
        try
        {
            FixBackup? backup = null;
            var reached = new HashSet<ProjectPath>();
            try
            {
                CheckSwitch();
                backup = FixBackup.Make(Path.Combine(_backups, $"{plan.Id.Replace(':', '-')}-{Guid.NewGuid():N}"[..48]), _workspace, plan);
                IReadOnlyList<CommandResult> outputs = await CarryOutAsync(plan, reached, cancellationToken);
                _ = _journal.Append(new FixFinished
                {
                    Fix = plan.Id, Backup = backup.Folder, Against = occasion?.Against, Touches = occasion?.Touches ?? [], Files = [.. plan.Effects.Select(static effect => effect.Path.Value)],
                });
                return new AppliedFix(plan, backup, outputs);
            }
            catch (Exception error)
            {
                string? leftover = backup is null ? null : TakeBack(backup, reached, plan);
                string said = leftover is null ? error.Message : $"{error.Message} Taking it back failed too: {leftover}";
                _ = _journal.Append(new FixFinished { Fix = plan.Id, Error = said, Backup = backup?.Folder });
                if (leftover is not null)
                    throw new FixException(said, error);
                throw;
            }
        }
        finally
        {
            _ = _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<CommandResult>> CarryOutAsync(PlannedFix plan, HashSet<ProjectPath> reached, CancellationToken cancellationToken)
    {
        List<CommandResult> outputs = [];
        foreach ((int index, PlannedStep step) in plan.Steps.Index())
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                CheckSwitch();
                if (step.Command.Count > 0)
                    outputs.Add(await RunAsync(step.Command, cancellationToken));
                foreach (FileEffect effect in step.Effects)
                {
                    Write(effect);
                    _ = reached.Add(effect.Path);
                }

                _ = _journal.Append(new FixStepped { Fix = plan.Id, Step = index + 1, What = step.Title });
            }
            catch (Exception error)
            {
                _ = _journal.Append(new FixStepped { Fix = plan.Id, Step = index + 1, What = step.Title, Error = error.Message });
                throw;
            }
        }

        return outputs;
    }

    private async Task<CommandResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        CommandResult result = await _commands.RunAsync(command, _workspace.Root, cancellationToken);
        return result.ExitCode == 0 ? result : throw new FixException($"{string.Join(' ', command)} ended with {result.ExitCode}: {LastLine(result.Output)}");
    }

    private void Write(FileEffect effect)
    {
        CheckSwitch();
        if (_workspace.Read(effect.Path) != effect.Before)
            throw new FixException($"{effect.Path} is no longer as it was when the fix was planned.");
        _workspace.Write(effect.Path, effect.After);
    }

    private void CheckSwitch()
    {
        if (_killSwitch.Engaged)
            throw new FixException($"Healing is stopped: {_killSwitch.Reason}.");
    }

    private static string? TakeBack(FixBackup backup, HashSet<ProjectPath> reached, PlannedFix plan)
    {
        try
        {
            backup.RollBack(reached, commandsRan: !plan.Undoable);
            return null;
        }
        catch (FixException error)
        {
            return error.Message;
        }
    }

    private static string LastLine(string output) => output.Split('\n').LastOrDefault(static line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "it said nothing";
}
