using System.CommandLine;
using System.Text;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Patterns.Known;
using Prunella.Patterns.Signing;
using Prunella.Patterns.Stores;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary>What of <c>prunella patterns</c> passes patterns from one memory to another: <c>export</c>, <c>import</c> and the <c>key</c> that vouches for them.</summary>
internal static class ExchangeCommands
{
    public static IEnumerable<Command> Create(CliContext context) => [Export(context), Import(context), Key(context)];

    /// <summary>The option by which a key is trusted.</summary>
    public static Option<string?> Trust() => new("--trust") { Description = "Trust the owner of this key from now on: its fingerprint, as its owner has told it to you.", HelpName = "SHA256:…" };

    /// <summary>Whether who signed is known here, or is trusted from now on.</summary>
    /// <exception cref="UsageException">What is to be trusted is no fingerprint.</exception>
    public static bool IsKnown(CliContext context, SignatureCheck signature, string? trust)
    {
        string? trusted = trust is null ? null : ProjectKeys.Checked(trust);
        if (signature is not { State: SignatureState.Fits, Key: { } key })
            return false;
        var keys = new ProjectKeys(ProjectMemory.FolderOf(context));
        if (trusted == key)
            keys.Trust(key);
        return keys.Knows(key);
    }

    /// <summary>What a signature says, for people.</summary>
    public static string Told(SignatureCheck signature, bool known) => signature.State switch
    {
        SignatureState.NotSigned => "it is not signed: anybody may have written it",
        SignatureState.Broken => "its signature does not fit: it was changed after it was signed",
        _ when known => $"signed by {signature.Key}, who is known here",
        _ => $"signed by {signature.Key}, who is not known here; if its owner has told you so: --trust {signature.Key}",
    };

    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="UsageException">It can not be written.</exception>
    public static async Task WriteAsync(CliContext context, string name, Func<Stream, Task> write)
    {
        string path = Path.GetFullPath(name, context.CurrentDirectory), half = $"{path}.{Environment.ProcessId}.new";
        try
        {
            await using (FileStream stream = File.Create(half))
                await write(stream);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new UsageException($"'{name}' can not be written: {error.Message}", error);
        }
        finally
        {
            if (File.Exists(half))
                File.Delete(half);
        }
    }

    private static Command Export(CliContext context)
    {
        var command = new Command("export", "Write the patterns to a file, signed; without a file, bare JSON on standard output, as --patterns reads it.");
        var file = new Argument<string?>("file") { Description = "The file.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> own = PatternsCommand.Own();
        var stored = new Option<bool>("--stored") { Description = "Only those of the memory, without those that are shipped." };
        command.Arguments.Add(file);
        command.Options.Add(own);
        command.Options.Add(stored);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            PatternLibrary library = parse.GetValue(stored) ? PatternLibrary.Of([]) : PatternsCommand.Library(context, parse.GetValue(own));
            await using (ProjectMemory? memory = ProjectMemory.OpenExisting(context))
                library = memory is null ? library : await memory.LibraryAsync(library, cancellation);
            if (parse.GetValue(file) is not { } name)
            {
                using var json = new MemoryStream();
                library.Write(json);
                context.Out.WriteLine(Encoding.UTF8.GetString(json.ToArray()));
                return ExitCode.Ok;
            }

            using SigningKey key = new ProjectKeys(ProjectMemory.FolderOf(context)).Own();
            await WriteAsync(context, name, stream =>
            {
                PatternFile.Write(stream, library, key, context.User, context.Time.GetUtcNow());
                return Task.CompletedTask;
            });
            context.Show(new Report().Line($"{Phrase.Count(library.Patterns.Count, "pattern", "patterns")} in {name}.").Line(new Words($"signed by {key.Fingerprint}", Tone.Muted)));
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command Import(CliContext context)
    {
        var command = new Command("import", "Put the patterns of a file into the memory. One that was changed after it was signed, or signed by nobody who is known, is refused.");
        var file = new Argument<string>("file") { Description = "The file, as patterns export writes it; - reads standard input, as of patterns generate." };
        Option<string?> trust = Trust();
        command.Arguments.Add(file);
        command.Options.Add(trust);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            string name = parse.GetValue(file)!;
            PatternFile read = Read(context, name);
            bool known = IsKnown(context, read.Signature, parse.GetValue(trust));
            if (!known && read.Signature.State != SignatureState.NotSigned)
                throw new UsageException($"'{name}' is refused: {Told(read.Signature, known)}");
            if (!known)
                context.Error.WriteLine($"prunella: '{name}': {Told(read.Signature, known)}");
            return await MemoryCommands.PutAsync(context, read.Patterns, Origin.Person, "pattern.imported", read.Signature.Key is { } key ? $"{name} of {key}" : name, cancellation);
        }, cancellation));
        return command;
    }

    private static Command Key(CliContext context)
    {
        var command = new Command("key", "Print the key that exports of this project are signed by: its fingerprint, and its public half. It is made where there is none.");
        command.SetAction((_, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            using SigningKey key = new ProjectKeys(ProjectMemory.FolderOf(context)).Own();
            context.Out.WriteLine(key.Fingerprint);
            context.Out.WriteLine(key.PublicPem);
            return Task.FromResult(ExitCode.Ok);
        }, cancellation));
        return command;
    }

    private static PatternFile Read(CliContext context, string name)
    {
        try
        {
            using Stream stream = name == "-" ? new MemoryStream(Encoding.UTF8.GetBytes(ErrorText.Read(context, name))) : File.OpenRead(Path.GetFullPath(name, context.CurrentDirectory));
            return PatternFile.Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"'{name}': {error.Message}", error);
        }
    }
}
