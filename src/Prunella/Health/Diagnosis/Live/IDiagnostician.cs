namespace Prunella.Health;

/// <summary>Names the cause of a trouble from what is known at this moment. Thread-safe; may take milliseconds, so it is not asked on the loop.</summary>
public interface IDiagnostician
{
    /// <summary>How long after the beginning of a trouble its series show enough of it.</summary>
    TimeSpan Settle { get; }

    /// <summary>Compares the time of the trouble with the ordinary time before it.</summary>
    LiveDiagnosis Diagnose(DiagnosisQuestion question);
}
