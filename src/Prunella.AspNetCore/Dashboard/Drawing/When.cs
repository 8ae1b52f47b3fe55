using System.Globalization;
using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>A moment: in UTC as it stands, in the reader's own time where the script runs.</summary>
internal readonly record struct When(DateTimeOffset At) : IFragment
{
    public void WriteTo(HtmlWriter writer)
    {
        DateTimeOffset utc = At.ToUniversalTime();
        string exact = utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        writer.Write($"""<time datetime="{exact}">{utc.ToString("MMM d, HH:mm:ss", CultureInfo.InvariantCulture)}</time>""");
    }
}
