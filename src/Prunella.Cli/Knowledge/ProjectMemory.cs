using System.Security.Cryptography;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Patterns.Embeddings;
using Prunella.Patterns.Known;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;

namespace Prunella.Cli.Knowledge;

/// <summary>What a project remembers of its errors: in its state directory or a shared database; without a manifest and a database, the user's own.</summary>
internal sealed class ProjectMemory : IAsyncDisposable
{
    private const string KeyName = "patterns.key";
    private const int KeySize = 32;
    private const int MostMeanings = 1_000; // a command asks one question: reading more vectors for it takes longer than asking the store

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client = new();
    private readonly OpenAiEmbeddingGenerator? _embeddings;

    private ProjectMemory(MemorySettings settings, string folder, Scrubber scrubber, OpenAiEmbeddingOptions? embeddings, TimeProvider time)
    {
        (Folder, Shown) = (folder, MemoryStore.Shown(settings, folder));
        Store = MemoryStore.Open(settings, folder, scrubber, time);
        _embeddings = embeddings is null ? null : new OpenAiEmbeddingGenerator(_client, embeddings);
        Memory = new PatternMemory(Store, _embeddings, new RecallOptions { Scrubber = scrubber, Time = time, MostMeanings = MostMeanings });
    }

    public IPatternStore Store { get; }

    public PatternMemory Memory { get; }

    /// <summary>The state directory.</summary>
    public string Folder { get; }

    /// <summary>Where the memory is, for people.</summary>
    public string Shown { get; }

    /// <summary>How many bytes wait for the shared database; 0 where none do.</summary>
    public long WaitingBytes => (Store as WriteBehindStore)?.PendingBytes ?? 0;

    /// <summary>The memory, which is made where there is none.</summary>
    /// <exception cref="IOException">The file can not be used.</exception>
    /// <exception cref="UsageException">It is something else, or what the environment says can not be used.</exception>
    public static ProjectMemory Open(CliContext context) => OpenAt(context, MemoryPlace.Of(context), FolderOf(context));

    /// <summary>The memory; null where there is none.</summary>
    /// <exception cref="IOException">The file can not be used.</exception>
    /// <exception cref="UsageException">It is something else, or what the environment says can not be used.</exception>
    public static ProjectMemory? OpenExisting(CliContext context) =>
        (MemoryPlace.Of(context), FolderOf(context)) is var (settings, folder) && (settings.Connection is not null || File.Exists(Path.Combine(folder, MemoryStore.FileName)))
            ? OpenAt(context, settings, folder) : null;

    /// <summary>Waits a moment until all that was written is in the shared database.</summary>
    /// <returns>Why something still waits on this machine; null where nothing does.</returns>
    public async Task<string?> WhyWaitingAsync(CancellationToken cancellationToken)
    {
        if (Store is not WriteBehindStore { PendingBytes: > 0 } behind)
            return null;
        try
        {
            await behind.WhenSentAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return null;
        }
        catch (TimeoutException)
        {
            return await WhyAwayAsync(cancellationToken);
        }
    }

    /// <summary>What is shipped and what was stored.</summary>
    public async Task<PatternLibrary> LibraryAsync(PatternLibrary shipped, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredPattern> stored = await Store.ListPatternsAsync(cancellationToken);
        return stored.Count == 0 ? shipped : shipped.With(PatternLibrary.Of([.. stored.Select(static pattern => pattern.Pattern)]));
    }

    public async ValueTask DisposeAsync()
    {
        Memory.Dispose();
        _embeddings?.Dispose();
        _client.Dispose();
        await Store.DisposeAsync();
    }

    /// <summary>The state directory of the directory's project; without a manifest, the user's own.</summary>
    public static string FolderOf(CliContext context) =>
        ManifestReader.Find(context.CurrentDirectory) is { } manifest ? StateDirectory.OfManifest(manifest) : StateDirectory.OfRun("memory", context.Environment);

    private static ProjectMemory OpenAt(CliContext context, MemorySettings settings, string folder)
    {
        try
        {
            OpenAiEmbeddingOptions? embeddings = OpenAiEmbeddingOptions.FromEnvironment(context.Environment);
            var scrubber = new Scrubber(new ScrubOptions { Key = KeyIn(folder), Known = ProjectScrubber.Known(settings) });
            return new ProjectMemory(settings, folder, scrubber, embeddings, context.Time);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private async Task<string> WhyAwayAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await Store.ReadAuditHeadAsync(cancellationToken);
            return "It is slow to take it.";
        }
        catch (StoreUnavailableException away)
        {
            return away.Message;
        }
    }

    /// <summary>The key of a state directory's tokens: they are the same from one command to the next, and nobody else can tell what they stand for.</summary>
    /// <exception cref="IOException">It can not be read or written.</exception>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static byte[] KeyIn(string folder)
    {
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string file = Path.Combine(folder, KeyName);
        if (!File.Exists(file))
        {
            string mine = $"{file}.{Environment.ProcessId}";
            var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(mine, how))
                stream.Write(RandomNumberGenerator.GetBytes(KeySize));
            try
            {
                File.Move(mine, file); // whole or not at all; of two at once the first stays
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(mine);
            }
        }

        byte[] key = File.ReadAllBytes(file);
        return key.Length == KeySize ? key : throw new InvalidDataException($"'{file}' is not a key of {KeySize} bytes.");
    }
}
