using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The way to an operation's confirmation; nothing for those who may not do it.</summary>
internal readonly record struct OperationLink(PageRequest For, string Operation, string Target, string Word, OperationLevel Level = OperationLevel.Operate, string Kind = "button") : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        if (For.May(Level))
            writer.Write($"""<a class="{Kind}" href="{Address.ToConfirm(Operation, Target)}">{Word}</a>""");
    }
}
