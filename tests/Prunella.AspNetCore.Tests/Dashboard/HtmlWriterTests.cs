using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Kernel;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class HtmlWriterTests
{
    private readonly HtmlWriter _writer = new(new KeyValueScrubber());

    [Theory]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("\" onload=\"x")]
    [InlineData("a & b < c > d")]
    [InlineData("→ ü 漢 \ud83c\udf3f")]
    [InlineData("lone \ud83c surrogate")]
    public void What_fills_a_hole_is_text_in_content_and_in_attributes(string text)
    {
        _writer.Write($"""<p title="{text}">{text}</p>""");
        AngleSharp.Dom.IElement paragraph = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(_writer.ToString()).QuerySelector("p")!;
        string expected = text.Replace("\ud83c surrogate", "\ufffd surrogate", StringComparison.Ordinal);
        Assert.Equal((expected, expected, 1), (paragraph.TextContent, paragraph.GetAttribute("title"), paragraph.Attributes.Length));
    }

    [Fact]
    public void A_text_of_any_length_is_written_whole()
    {
        string text = string.Concat(Enumerable.Repeat("<&\ud83c\udf3f", 50_000));
        _writer.Write($"{text}");
        Assert.Equal(text, System.Net.WebUtility.HtmlDecode(_writer.ToString()));
    }

    [Fact]
    public void Numbers_are_written_alike_everywhere()
    {
        var german = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        System.Globalization.CultureInfo.CurrentCulture = german;
        _writer.Write($"{1234567L} {0.25} {1.5e-7}");
        Assert.Equal("1234567 0.25 0", _writer.ToString());
    }

    [Fact]
    public void Secrets_do_not_get_in()
    {
        _writer.Write($"{"token=abcdef"}");
        Assert.Equal("token=•••", _writer.ToString());
    }
}
