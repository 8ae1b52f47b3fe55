namespace Prunella.Journal;

/// <summary>The directory of a journal. The seam at which tests let a disk fill up or fail.</summary>
internal interface IJournalFiles
{
    /// <summary>The path, for messages.</summary>
    string Directory { get; }

    /// <summary>Keeps other writers out until disposed.</summary>
    /// <exception cref="IOException">Another has it open.</exception>
    IDisposable Lock();

    /// <summary>All files of the journal, oldest first, set-aside ones too.</summary>
    IReadOnlyList<JournalFileName> List();

    /// <exception cref="FileNotFoundException">It is gone.</exception>
    long LengthOf(string name);

    /// <summary>Opens for writing; creates it where <paramref name="create"/> says so.</summary>
    /// <exception cref="FileNotFoundException">It is not there, and is not to be created.</exception>
    IJournalFile OpenWrite(string name, bool create);

    /// <exception cref="FileNotFoundException">It is gone.</exception>
    Stream OpenRead(string name);

    void Rename(string from, string to);

    void Delete(string name);

    /// <summary>Makes new, renamed and deleted names survive a power cut.</summary>
    void Sync();
}
