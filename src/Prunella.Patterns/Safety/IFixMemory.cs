namespace Prunella.Patterns.Safety;

/// <summary>Remembers what became of fixes. Thread-safe. Fixes are named by their content, so none inherits the good name of another.</summary>
public interface IFixMemory
{
    /// <summary>What is known of a fix.</summary>
    FixRecord Of(string fix);

    /// <summary>Notes that a fix helped, or did not.</summary>
    void Judged(string fix, bool helped);

    /// <summary>Notes that a person stands for a fix.</summary>
    void Approved(string fix, string by);

    /// <summary>Sets a fix apart.</summary>
    void Quarantine(string fix, string why);

    /// <summary>A person lets a fix that was set apart be used again; what helped before counts no more.</summary>
    void Release(string fix);
}
