using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Tests.Templates;

public sealed class ByteClassesTests
{
    [Fact]
    public void Every_byte_is_told_apart_as_the_documentation_says()
    {
        for (int value = 0; value < 256; value++)
        {
            var block = new byte[64];
            Array.Fill(block, (byte)'x');
            block[value % 64] = (byte)value;
            ByteClasses.Classify(ref block[0], out ulong boundary, out ulong space, out ulong digit, out ulong slash);
            char c = (char)value;
            bool isSpace = c is ' ' or '\t' or '\n' or '\r';
            ulong bit = 1UL << (value % 64);
            Assert.Equal(isSpace ? bit : 0, space);
            Assert.Equal(isSpace || (value < 128 && "[](){}=,;:'\"|<>".Contains(c, StringComparison.Ordinal)) ? bit : 0, boundary);
            Assert.Equal(char.IsAsciiDigit(c) ? bit : 0, digit);
            Assert.Equal(c is '/' or '\\' ? bit : 0, slash);
        }
    }
}
