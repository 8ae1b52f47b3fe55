namespace Prunella.Browser.Tests;

/// <summary>As <see cref="BrowserFactAttribute"/>, with cases.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browsers.Missing;
}
