namespace Prunella.AspNetCore.Dashboard.Html;

/// <summary>A piece of a page that knows how it is written.</summary>
internal interface IFragment
{
    void WriteTo(HtmlWriter writer);
}
