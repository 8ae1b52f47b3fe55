using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Prunella.Supervisor.Tests.Processes;

public sealed class LineSplitterTests
{
    private const int Longest = LineSplitter.LongestLine;
    private static readonly int[] Lengths = [0, 1, 7, Longest - 1, Longest, Longest + 1, 2 * Longest, 2 * Longest + 1];

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_lines() => Prop.ForAll<(byte Length, bool Return)[], bool, byte[]>((lines, ended, cuts) =>
    {
        string text = string.Join('\n', lines.Select(static line => new string('x', Lengths[line.Length % Lengths.Length]) + (line.Return ? "\r" : "")));
        byte[] bytes = Encoding.UTF8.GetBytes(ended ? text + "\n" : text);
        return Split(bytes, cuts).SequenceEqual(Expected(bytes));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_of_the_greatest_length_is_one_line_even_if_its_end_comes_later()
    {
        byte[] line = [.. Enumerable.Repeat((byte)'x', Longest)];
        var splitter = new LineSplitter();
        List<string> lines = [];

        splitter.Feed(line, lines.Add);
        splitter.Feed("\nnext\n"u8, lines.Add);

        Assert.Equal([new string('x', Longest), "next"], lines);
    }

    [Theory]
    [InlineData("a\r\nb\n", new[] { "a", "b" })]
    [InlineData("\n\n", new[] { "", "" })]
    [InlineData("no end", new[] { "no end" })]
    [InlineData("grün\n", new[] { "grün" })]
    [InlineData("", new string[0])]
    public void Lines_end_with_either_kind_of_end(string text, string[] expected) =>
        Assert.Equal(expected, Split(Encoding.UTF8.GetBytes(text), [1]));

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_not_refused() =>
        Assert.Equal(["\uFFFDA"], Split([0xFF, 0x41, 0x0A], []));

    private static List<string> Split(byte[] bytes, byte[] cuts)
    {
        var splitter = new LineSplitter();
        List<string> lines = [];
        int at = 0;
        for (int turn = 0; at < bytes.Length; turn++)
        {
            // Pieces around the greatest length, too.
            int piece = cuts.Length == 0 ? bytes.Length : cuts[turn % cuts.Length] is var cut && cut % 3 == 0 ? Longest - 3 + cut % 7 : cut + 1;
            int count = Math.Min(piece, bytes.Length - at);
            splitter.Feed(bytes.AsSpan(at, count), lines.Add);
            at += count;
        }

        splitter.Finish(lines.Add);
        return lines;
    }

    // The plain way: cut at line ends first, then what is too long.
    private static IEnumerable<string> Expected(byte[] bytes)
    {
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 && i < lines.Length - 1)
                yield return "";
            for (int at = 0; at < lines[i].Length; at += Longest)
            {
                string piece = lines[i].Substring(at, Math.Min(Longest, lines[i].Length - at));
                yield return piece.EndsWith('\r') ? piece[..^1] : piece;
            }
        }
    }
}
