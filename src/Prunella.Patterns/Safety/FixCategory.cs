namespace Prunella.Patterns.Safety;

/// <summary>How dangerous a change is. Ordered: a greater value is more danger.</summary>
public enum FixCategory
{
    /// <summary>It is shown that nothing a program does becomes less careful: comments, layout, imports, documentation.</summary>
    Safe = 0,

    /// <summary>It changes what a program does, and takes no check out of it as far as can be seen.</summary>
    Moderate = 1,

    /// <summary>It takes out or changes a check, a test or a right, does something dangerous, or can not be understood.</summary>
    Risky = 2,
}
