using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>A piece of a page that is replaced as a whole when it changes.</summary>
/// <param name="Name">Unique on the page; small letters.</param>
/// <param name="Write">Writes it. Depends on nothing but what was known when the page was composed.</param>
internal sealed record Part(string Name, Action<HtmlWriter> Write);
