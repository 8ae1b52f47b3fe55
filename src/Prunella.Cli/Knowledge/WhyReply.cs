namespace Prunella.Cli.Knowledge;

/// <summary>What <c>why --json</c> prints.</summary>
internal sealed record WhyReply(int Commits, IReadOnlyList<SuspectReply> Suspects, IReadOnlyList<KnownCauseReply> Known);

/// <summary>One commit.</summary>
internal sealed record SuspectReply(string Id, DateTimeOffset Time, string Author, string Subject, double Score, IReadOnlyList<string> Why);

/// <summary>A commit that was confirmed to be the cause.</summary>
internal sealed record KnownCauseReply(string Id, DateTimeOffset Time, string Why);
