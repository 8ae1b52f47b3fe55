namespace Prunella.Patterns.Scrubbing;

/// <summary>How sure a finding is, the surest first: where findings meet, the surer one names the kind.</summary>
internal enum Stage
{
    /// <summary>The process's own secrets.</summary>
    Known,

    /// <summary>Formats that tell themselves.</summary>
    Format,

    /// <summary>Values beside telling names.</summary>
    Context,

    /// <summary>Data about persons.</summary>
    Personal,
}
