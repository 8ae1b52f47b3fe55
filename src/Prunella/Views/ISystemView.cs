using Prunella.Journal;
using Prunella.Metrics;

namespace Prunella.Views;

/// <summary>What a dashboard looks at: a process that heals itself, or an agent with its processes. Any thread may ask; the healing thread is never waited for.</summary>
public interface ISystemView
{
    /// <summary>The newest picture: immutable.</summary>
    SystemPicture Current { get; }

    /// <summary>Its facts.</summary>
    IJournalReader Journal { get; }

    /// <summary>Its series; null where it keeps none.</summary>
    IMetricsReader? Metrics => null;

    /// <summary>Checks the chain of the journal's files; null where the journal is kept in memory alone.</summary>
    ValueTask<JournalVerification?> VerifyJournalAsync(CancellationToken cancellationToken);
}
