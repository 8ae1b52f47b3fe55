using System.Security.Cryptography;
using Prunella.Cli.Manifest;
using Prunella.Cli.Shell;
using Prunella.Patterns.Embeddings;
using Prunella.Patterns.Known;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Stores.Sqlite;

namespace Prunella.Cli.Knowledge;

/// <summary>What a project remembers of its errors: <c>patterns.db</c> in its state directory; without a manifest, the user's own.</summary>
internal sealed class ProjectMemory : IAsyncDisposable
{
    private const string FileName = "patterns.db";
    private const string KeyName = "patterns.key";
    private const int KeySize = 32;

    private readonly HttpClient _client = new();
    private readonly OpenAiEmbeddingGenerator? _embeddings;

    private ProjectMemory(SqlitePatternStore store, Scrubber scrubber, OpenAiEmbeddingOptions? embeddings, TimeProvider time)
    {
        Store = store;
        _embeddings = embeddings is null ? null : new OpenAiEmbeddingGenerator(_client, embeddings);
        Memory = new PatternMemory(store, _embeddings, new RecallOptions { Scrubber = scrubber, Time = time });
    }

    public SqlitePatternStore Store { get; }

    public PatternMemory Memory { get; }

    /// <summary>The memory, which is made where there is none.</summary>
    /// <exception cref="IOException">The file can not be used.</exception>
    /// <exception cref="UsageException">It is something else, or the environment's words about a model can not be used.</exception>
    public static ProjectMemory Open(CliContext context) => OpenAt(context, FolderOf(context));

    /// <summary>The memory; null where there is none.</summary>
    /// <exception cref="IOException">The file can not be used.</exception>
    /// <exception cref="UsageException">It is something else, or the environment's words about a model can not be used.</exception>
    public static ProjectMemory? OpenExisting(CliContext context) =>
        FolderOf(context) is var folder && File.Exists(Path.Combine(folder, FileName)) ? OpenAt(context, folder) : null;

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

    private static string FolderOf(CliContext context) =>
        ManifestReader.Find(context.CurrentDirectory) is { } manifest ? StateDirectory.OfManifest(manifest) : StateDirectory.OfRun("memory", context.Environment);

    private static ProjectMemory OpenAt(CliContext context, string folder)
    {
        try
        {
            OpenAiEmbeddingOptions? embeddings = OpenAiEmbeddingOptions.FromEnvironment(context.Environment);
            var scrubber = new Scrubber(new ScrubOptions { Key = KeyIn(folder) });
            return new ProjectMemory(StoreIn(folder, scrubber, context.Time), scrubber, embeddings, context.Time);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            throw new UsageException(error.Message, error);
        }
    }

    /// <summary>The store in a state directory, which is made where there is none.</summary>
    /// <exception cref="IOException">The file can not be used.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static SqlitePatternStore StoreIn(string folder, Scrubber scrubber, TimeProvider time) =>
        SqlitePatternStore.Open(Path.Combine(folder, FileName), new StoreOptions { Scrubber = scrubber, Time = time });

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
