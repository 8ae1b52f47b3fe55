namespace Prunella.Supervisor.Tests.Processes;

/// <summary>A test that needs a cgroup v2 that can be written; skipped with the reason elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ControlGroupFactAttribute : FactAttribute
{
    public ControlGroupFactAttribute() => Skip = ControlGroup.WhyUnavailable();
}
