namespace Prunella.Journal;

/// <summary>Where a chain is to be continued.</summary>
/// <param name="Sequence">The place of its last entry; 0 where there is none.</param>
/// <param name="Hash">The hash of its last line, in digits.</param>
/// <param name="File">The file to go on in; null to begin a new one.</param>
/// <param name="Length">How many bytes that file has.</param>
internal sealed record ChainTip(long Sequence, byte[] Hash, JournalFileName? File, long Length)
{
    public static ChainTip Begin(long sequence) => new(sequence, JournalLine.Genesis.ToArray(), null, 0);
}
