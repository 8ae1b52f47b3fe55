using System.CommandLine;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Shell;
using Prunella.Journal;
using Prunella.Patterns.Generation;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;
using Prunella.Patterns.Scrubbing;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella patterns generate</c>: makes a pattern of an error and what was done against it.</summary>
internal static class GenerateCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("generate", "Make a pattern of a diff or a transcript, as JSON, for a person to review. Exit 2 where the model did not help and rules made it.");
        var diff = new Option<string?>("--diff", "-d") { Description = "What git show printed; - reads standard input.", HelpName = "file" };
        var transcript = new Option<string?>("--transcript", "-t") { Description = "A transcript of a terminal or an agent; - reads standard input.", HelpName = "file" };
        var error = new Option<string?>("--error", "-e") { Description = "The error, or a file with it, where the words before the diff do not tell it.", HelpName = "error" };
        var offline = new Option<bool>("--offline") { Description = "By rules alone; nothing is sent. So it is too where there is no key." };
        var provider = new Option<string>("--provider") { Description = "claude (default), or openai for whoever speaks its protocol.", DefaultValueFactory = static _ => "claude", HelpName = "name" };
        provider.AcceptOnlyFromAmong("claude", "openai");
        var model = new Option<string?>("--model") { Description = "The model. Default claude-sonnet-4-5; of openai it must be given.", HelpName = "name" };
        var address = new Option<string?>("--base-address") { Description = "Where the model is asked. Default: the provider's own.", HelpName = "url" };
        var budget = new Option<decimal>("--budget") { Description = "The most that it may cost, in the currency of the prices. Default 0.50.", DefaultValueFactory = static _ => 0.50m, HelpName = "amount" };
        foreach (Option option in new Option[] { diff, transcript, error, offline, provider, model, address, budget })
            command.Options.Add(option);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            ErrorExample example = Example(context, parse.GetValue(diff), parse.GetValue(transcript), parse.GetValue(error));
            GeneratorOptions options = Options(parse.GetValue(provider)!, parse.GetValue(model), parse.GetValue(address), parse.GetValue(offline));
            string? key = parse.GetValue(offline) ? null : context.Environment(ChatClients.KeyVariable(options));
            if (key is null && !parse.GetValue(offline))
                context.Error.WriteLine($"prunella: {ChatClients.KeyVariable(options)} is not set, so rules make the pattern.");
            GeneratedPattern made = await MakeAsync(example, options, key, parse.GetValue(budget), context.Time, cancellation);
            foreach (string note in made.Notes)
                context.Error.WriteLine($"prunella: {note}");
            using var json = new MemoryStream();
            PatternLibrary.Of([made.Pattern]).Write(json);
            context.Out.WriteLine(Encoding.UTF8.GetString(json.ToArray()));
            return key is not null && made.Pattern.Generated == "rules" ? ExitCode.Degraded : ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static async Task<GeneratedPattern> MakeAsync(ErrorExample example, GeneratorOptions options, string? key, decimal budget, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            if (key is null)
                return await new PatternGenerator(new Scrubber()).GenerateAsync(example, cancellation);
            await using EventJournal journal = EventJournal.Open(new JournalOptions { Source = "patterns" }, time, NullLogger<EventJournal>.Instance);
            using IChatClient client = ChatClients.Create(options, key);
            return await new PatternGenerator(new Scrubber(), client, new CostLedger(journal, new CostLimits { PerOperation = budget, PerDay = budget }, time), options).GenerateAsync(example, cancellation);
        }
        catch (FormatException refused)
        {
            throw new UsageException(refused.Message, refused);
        }
    }

    private static ErrorExample Example(CliContext context, string? diff, string? transcript, string? error)
    {
        if (diff is null == transcript is null)
            throw new UsageException("Give either --diff or --transcript.");
        try
        {
            return diff is not null
                ? ExampleReader.OfDiff(ErrorText.Read(context, diff), error is null ? null : ErrorText.Read(context, error))
                : ExampleReader.OfTranscript(ErrorText.Read(context, transcript!));
        }
        catch (FormatException refused)
        {
            throw new UsageException(refused.Message, refused);
        }
    }

    private static GeneratorOptions Options(string provider, string? model, string? address, bool offline)
    {
        Uri? uri = null;
        if (address is not null && (!Uri.TryCreate(address, UriKind.Absolute, out uri) || uri.Scheme is not ("http" or "https")))
            throw new UsageException($"--base-address: '{address}' is no address of http or https.");
        if (provider == "openai" && model is null && !offline)
            throw new UsageException("--model must be given with --provider openai.");
        var options = new GeneratorOptions { Provider = provider == "openai" ? ModelProvider.OpenAi : ModelProvider.Claude, BaseAddress = uri };
        return string.IsNullOrEmpty(model) ? options : options with { Model = model };
    }
}
