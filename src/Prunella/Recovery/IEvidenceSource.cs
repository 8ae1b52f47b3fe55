namespace Prunella.Recovery;

/// <summary>Adds to the bundle that a person gets when an incident is handed over: last output lines, facts of the process …</summary>
public interface IEvidenceSource
{
    /// <summary>Its name, unique, in lower case with hyphens; becomes the file <c>evidence-name.txt</c> in the bundle.</summary>
    string Name { get; }

    /// <summary>What it knows, as text; beyond the last million characters it is cut. Begun on the recovery's loop, which it must not block; it has <see cref="RecoveryOptions.EvidenceTimeout"/>.</summary>
    ValueTask<string> CollectAsync(Incident incident, CancellationToken cancellationToken);
}
