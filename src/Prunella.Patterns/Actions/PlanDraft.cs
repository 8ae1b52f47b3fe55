using System.Security.Cryptography;
using System.Text;

namespace Prunella.Patterns.Actions;

/// <summary>A plan in the making: later steps see what earlier ones would have done.</summary>
internal sealed class PlanDraft(Workspace workspace)
{
    private readonly Dictionary<ProjectPath, string?> _now = [];
    private readonly List<PlannedStep> _steps = [];
    private List<FileEffect> _effects = [];

    public static PlannedFix Of(FixAction action, Workspace workspace)
    {
        var draft = new PlanDraft(workspace);
        action.Check();
        action.AddTo(draft);
        return new PlannedFix($"fix:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(action.ToJson())).AsSpan(0, 12))}", draft._steps);
    }

    public void BeginFiles(string title) => _steps.Add(new PlannedStep(title, _effects = [], []));

    public void AddCommand(IReadOnlyList<string> command) => _steps.Add(new PlannedStep($"run {string.Join(' ', command)}", [], command));

    public string? Read(ProjectPath path) => _now.TryGetValue(path, out string? text) ? text : workspace.Read(path);

    public void Write(ProjectPath path, string? text)
    {
        string? before = Read(path);
        _now[path] = text;
        int known = _effects.FindIndex(effect => effect.Path == path);
        if (known < 0)
            _effects.Add(new FileEffect(path, before, text));
        else
            _effects[known] = _effects[known] with { After = text };
    }
}
