namespace Prunella.Telemetry.Findings;

/// <summary>How much a finding matters to users, if it is true.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know; nobody is hurt.</summary>
    Notice,

    /// <summary>Some are hurt a little, or may be.</summary>
    Minor,

    /// <summary>Many are hurt, or some badly.</summary>
    Major,

    /// <summary>A service does not do its work.</summary>
    Critical,
}
