using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>The name of a component, leading to its page.</summary>
internal readonly record struct ComponentLink(ComponentName Name) : IFragment
{
    public void WriteTo(HtmlWriter writer) => writer.Write($"""<a href="{Address.To(Name)}">{Name}</a>""");
}
