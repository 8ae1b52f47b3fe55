namespace Prunella.Journal;

/// <summary>A commit that caused an error, or may have.</summary>
/// <param name="Commit">Its hash.</param>
/// <param name="Time">When it was made; null where the history that was read does not reach it.</param>
/// <param name="Subject">The first line of its message; empty where the history does not reach it.</param>
/// <param name="Confidence">How often such an answer is right, from 0 to 1.</param>
/// <param name="Known">Whether a fix or a person has shown it before; else it is a suspicion by trace and history.</param>
/// <param name="Why">What speaks for it, in words.</param>
public sealed record SuspectedCommit(string Commit, DateTimeOffset? Time, string Subject, double Confidence, bool Known, string Why);
