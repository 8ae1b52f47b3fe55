namespace Prunella.Telemetry.Findings;

/// <summary>What kind of trouble a finding tells of.</summary>
public enum FindingClass
{
    /// <summary>Something takes longer than it did.</summary>
    Performance,

    /// <summary>Work goes another way than it did, or than was declared.</summary>
    Behaviour,

    /// <summary>Something was never seen, is no longer seen, or is seen for the first time.</summary>
    Coverage,

    /// <summary>Failures that are new or become more.</summary>
    Errors,

    /// <summary>A thing went from one state to another that it may not reach from there, or has a value that it can not have.</summary>
    State,

    /// <summary>Something that is called is missing, new, failing, slow or of another version.</summary>
    Dependencies,

    /// <summary>What was written down and what happens are not the same.</summary>
    Documentation,
}
