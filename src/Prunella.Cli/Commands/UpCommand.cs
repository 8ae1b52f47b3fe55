using System.CommandLine;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella up</c>: the services of a manifest.</summary>
internal static class UpCommand
{
    public static Command Create(CliContext context, IAgentHost host)
    {
        var command = new Command("up", "Run the services of a prunella.yaml and heal them. Ctrl+C stops them in order, twice at once.");
        var file = new Argument<string?>("file")
        {
            Description = $"The manifest. Default: the nearest {ManifestReader.FileName}, here or above.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new Option<bool>("--check") { Description = "Only read the manifest and say what is wrong with it; start nothing." };
        command.Arguments.Add(file);
        Option<int?> intensity = CommandOptions.Intensity();
        command.Options.Add(check);
        command.Options.Add(intensity);
        Option<string?> dashboard = CommandOptions.Dashboard();
        command.Options.Add(dashboard);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            string path = parse.GetValue(file) ?? ManifestReader.Find(context.CurrentDirectory)
                ?? throw new UsageException($"There is no {ManifestReader.FileName} in {context.CurrentDirectory} or above it.");
            string full = Path.GetFullPath(path, context.CurrentDirectory);
            SupervisionPlan plan = ManifestReader.Read(full, Shown(full, context.CurrentDirectory), context.Environment);
            if (parse.GetValue(intensity) is { } wanted)
                plan = wanted >= 0 ? plan with { RestartIntensity = wanted } : throw new UsageException("--intensity: must not be negative.");
            MemorySettings memory = MemoryPlace.OfManifest(full, Shown(full, context.CurrentDirectory), context.Environment);
            if (!parse.GetValue(check))
                return await Foreground.RunAsync(context, host, plan, memory, StateDirectory.OfManifest(full), CommandOptions.PortOf(parse.GetValue(dashboard)));

            context.Show(new Output.Report().Line($"{path}: {Phrase.Count(plan.Services.Count, "service")}, nothing wrong."));
            return Prunella.Supervisor.Control.ExitCode.Ok;
        }, cancellation));
        return command;
    }

    // As a person at this place would write it.
    private static string Shown(string full, string currentDirectory)
    {
        string relative = Path.GetRelativePath(currentDirectory, full);
        return relative.Length < full.Length ? relative : full;
    }
}
