using System.CommandLine;
using System.Text;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Patterns.Scrubbing;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella scrub</c>: files or standard input without their secrets, on standard output.</summary>
internal static class ScrubCommand
{
    private const string KeyVariable = "PRUNELLA_SCRUB_KEY";
    private const string StandardInput = "-";

    public static Command Create(CliContext context)
    {
        var command = new Command("scrub", "Take secrets and personal data out of text: of files, or of what is piped in.");
        var files = new Argument<string[]>("files") { Description = "The files; none, or -, reads standard input.", Arity = ArgumentArity.ZeroOrMore };
        var known = new Option<string?>("--known") { Description = "A file of secrets to be found whatever they look like, one on each line.", HelpName = "file" };
        var keep = new Option<bool>("--keep-personal-data") { Description = "Leave addresses of mail and network, telephone, card and account numbers." };
        command.Arguments.Add(files);
        command.Options.Add(known);
        command.Options.Add(keep);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            var scrubber = new Scrubber(Options(context, parse.GetValue(known), !parse.GetValue(keep)));
            string[] names = parse.GetValue(files) is { Length: > 0 } given ? given : [StandardInput];
            foreach (string name in names)
            {
                using TextReader input = name == StandardInput ? context.In : Open(context, name);
                _ = await scrubber.ScrubAsync(input, context.Out, cancellation);
            }

            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static ScrubOptions Options(CliContext context, string? knownFile, bool personalData)
    {
        KnownSecrets known = ProjectScrubber.Known(MemoryOf(context));
        if (knownFile is not null)
        {
            using StreamReader lines = Open(context, knownFile);
            while (lines.ReadLine() is { } line)
                known = known.With(line);
        }

        ScrubOptions options = new() { Known = known, PersonalData = personalData };
        if (context.Environment(KeyVariable) is not { Length: > 0 } key)
            return options;
        byte[] bytes = Encoding.UTF8.GetBytes(key);
        return bytes.Length >= 16 ? options with { Key = bytes } : throw new UsageException($"{KeyVariable} needs at least 16 bytes, but has {bytes.Length}.");
    }

    // Where the memory is set up wrongly there is no secret of it to know, and a filter goes on.
    private static MemorySettings MemoryOf(CliContext context)
    {
        try
        {
            return MemoryPlace.Of(context);
        }
        catch (Exception error) when (error is ManifestException or UsageException)
        {
            return MemorySettings.Local;
        }
    }

    private static StreamReader Open(CliContext context, string name)
    {
        string path = Path.GetFullPath(name, context.CurrentDirectory);
        try
        {
            return new StreamReader(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{name}' can not be read: {error.Message}", error);
        }
    }
}
