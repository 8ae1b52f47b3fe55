namespace Prunella.Evaluation.Shop;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Prunella.slnx")))
                return at.FullName;
        }

        throw new InvalidDataException("This runs inside the repository only: it starts its sample.");
    }
}
