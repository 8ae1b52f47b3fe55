namespace Prunella.Recovery;

/// <summary>How a component stands with regard to healing.</summary>
internal enum Standing
{
    /// <summary>It is no longer watched.</summary>
    Gone,

    /// <summary>It works as it should, or worse only for what it uses.</summary>
    Well,

    /// <summary>It works worse than it should, but not so badly that anything is done to it.</summary>
    Mild,

    /// <summary>It is in trouble because of another component.</summary>
    Symptom,

    /// <summary>It is in trouble of its own.</summary>
    Bad,
}
