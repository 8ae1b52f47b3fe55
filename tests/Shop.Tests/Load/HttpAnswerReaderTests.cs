using System.Text;
using Shop.Load;

namespace Shop.Tests.Load;

public sealed class HttpAnswerReaderTests
{
    private const string Counted = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\ncontent-length: 5\r\n\r\nhello";
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

    [Theory]
    [InlineData(Counted, 201, "application/json", true)]
    [InlineData(Chunked, 200, "", false)]
    public void An_answer_is_whole_with_its_last_byte_and_not_before(string text, int status, string type, bool keeps)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Null(HttpAnswerReader.Read(bytes.AsSpan(0, length)));

        HttpAnswer answer = HttpAnswerReader.Read(bytes)!;

        Assert.Equal((status, type, keeps), (answer.Status, answer.ContentType, answer.KeepsConnection));
        Assert.Equal("hello", Encoding.ASCII.GetString(answer.Body.Span));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")]
    public void What_is_no_answer_is_an_error(string text) =>
        Assert.Throws<FormatException>(() => HttpAnswerReader.Read(Encoding.ASCII.GetBytes(text)));
}
