using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Tests.Scrubbing;

public class StreamTests
{
    private readonly Scrubber _scrubber = new(new ScrubOptions { Key = new byte[32] });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task A_stream_reads_as_the_whole_text_does_however_it_is_cut(int piece)
    {
        string key = "-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq98Zx\nQ2kd0vRt8QwLpMn2XcVb7Yh1Ju\n-----END PRIVATE KEY-----";
        string text = $"first password=q7Hd92kkA\r\nplain\n{key}\nlast AKIAQ3EGMV5WJ2TDX7RB";
        var output = new StringWriter();

        long count = await _scrubber.ScrubAsync(new PieceReader(text, piece), output);

        Assert.Equal(_scrubber.Scrub(text), output.ToString());
        Assert.Equal(3, count);
    }

    [Fact]
    public async Task A_line_longer_than_the_buffer_is_scrubbed_too()
    {
        string text = string.Concat(Enumerable.Range(0, 60_000).Select(static i => i % 5000 == 0 ? "AKIAQ3EGMV5WJ2TDX7RB, " : "word word word, "));
        var output = new StringWriter();

        long count = await _scrubber.ScrubAsync(new StringReader(text), output);

        Assert.Equal(12, count);
        Assert.Equal(_scrubber.Scrub(text), output.ToString());
    }

    [Fact]
    public async Task A_line_is_written_before_the_next_one_comes()
    {
        var output = new StringWriter();
        string? seen = null;
        var reader = new PieceReader("one password=q7Hd92kkA\ntwo\n", 23) { BeforeSecond = () => seen = output.ToString() };

        await _scrubber.ScrubAsync(reader, output);

        Assert.Matches("^one password=<secret:password:....>\n$", seen);
    }

    private sealed class PieceReader(string text, int piece) : TextReader
    {
        private int _at;

        public Action? BeforeSecond { get; init; }

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == piece)
                BeforeSecond?.Invoke();
            int length = Math.Min(piece, Math.Min(buffer.Length, text.Length - _at));
            text.AsSpan(_at, length).CopyTo(buffer.Span);
            _at += length;
            return ValueTask.FromResult(length);
        }
    }
}
