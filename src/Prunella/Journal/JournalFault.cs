namespace Prunella.Journal;

/// <summary>The first place where a journal is not what was written.</summary>
/// <param name="File">The name of the file; empty where it is about the whole.</param>
/// <param name="Line">The line, from 1; 0 where it is about the whole file.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record JournalFault(string File, long Line, string Reason);
