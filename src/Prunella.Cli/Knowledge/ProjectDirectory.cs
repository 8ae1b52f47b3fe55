using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Patterns.Safety;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Cli.Knowledge;

/// <summary>Where the files of a project are, and its fixes: beside its <c>prunella.yaml</c>, without one in the current directory.</summary>
internal static class ProjectDirectory
{
    public static string Of(CliContext context) =>
        ManifestReader.Find(context.CurrentDirectory) is { } manifest ? Path.GetDirectoryName(Path.GetFullPath(manifest))! : context.CurrentDirectory;

    /// <summary>The fixes of a project for one command.</summary>
    public static FixSite FixesOf(CliContext context)
    {
        string root = Of(context), state = Path.Combine(root, ".prunella");
        return SiteIn(root, state, new FileSwitch(state, context.Environment), context.Time) with { Patience = TimeSpan.FromSeconds(2) };
    }

    /// <summary>The fixes of a project.</summary>
    /// <param name="root">Its directory.</param>
    /// <param name="state">Its state directory.</param>
    /// <param name="killSwitch">Stops everything.</param>
    /// <param name="time">The clock.</param>
    public static FixSite SiteIn(string root, string state, IKillSwitch killSwitch, TimeProvider time) =>
        new(root, Path.Combine(state, "fixes"), killSwitch) { Cascades = new CascadeWatch(time: time), Scrubber = new Scrubber(), Time = time };
}
