namespace Prunella.Journal;

/// <summary>Reads all files of a journal and checks every link of the chain. Needs no lock: the journal may be open.</summary>
/// <remarks>
/// Finds every changed byte, and every line or file that was taken out of the middle or moved. Lines cut off cleanly at the end can
/// only be found by an anchor that was noted elsewhere, as can a chain that was forged wholly.
/// </remarks>
public static class JournalVerifier
{
    /// <summary>Verifies a directory.</summary>
    /// <param name="directory">Where the files are.</param>
    /// <param name="expected">An entry that must be there, with its hash where that is known; null to expect none.</param>
    /// <param name="cancellationToken">Ends it between two lines.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static JournalVerification Verify(string directory, JournalAnchor? expected = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return Verify(new DiskFiles(directory), expected, cancellationToken);
    }

    internal static JournalVerification Verify(IJournalFiles files, JournalAnchor? expected, CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalFileName> all = files.List();
        var walk = new ChainWalk(files, expected, cancellationToken);
        foreach (JournalFileName file in all.Where(static file => file.IsInChain))
        {
            if (!walk.TakeFile(file))
                break;
        }

        return walk.Finish() with { SetAside = [.. all.Where(static file => !file.IsInChain).Select(static file => file.Name)] };
    }
}
