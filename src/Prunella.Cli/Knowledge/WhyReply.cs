namespace Prunella.Cli.Knowledge;

/// <summary>What <c>why --json</c> prints.</summary>
internal sealed record WhyReply(int Commits, IReadOnlyList<SuspectReply> Suspects);

/// <summary>One commit.</summary>
internal sealed record SuspectReply(string Id, DateTimeOffset Time, string Author, string Subject, double Score, IReadOnlyList<string> Why);
