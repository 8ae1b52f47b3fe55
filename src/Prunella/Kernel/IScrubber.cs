namespace Prunella.Kernel;

/// <summary>Takes secrets and personal data out of a text before it leaves the process. Thread-safe.</summary>
public interface IScrubber
{
    /// <summary>The text without what nobody may see; the same instance where there is nothing to take out. Never throws.</summary>
    string Scrub(string text);
}
