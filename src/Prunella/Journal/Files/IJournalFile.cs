namespace Prunella.Journal;

/// <summary>One file open for writing.</summary>
internal interface IJournalFile : IDisposable
{
    long Length { get; }

    /// <exception cref="IOException">The disk is full or failed; any part of the bytes may be there.</exception>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    void Truncate(long length);

    /// <summary>Returns once everything written is on the disk.</summary>
    void Sync();
}
