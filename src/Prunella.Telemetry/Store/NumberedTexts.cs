using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Store;

/// <summary>The different texts of a block, numbered from 1; 0 is none.</summary>
internal sealed class NumberedTexts
{
    private readonly ShapeTable _numbers = new();

    public ColumnBuffer Texts { get; } = new();

    public int Count { get; private set; }

    public int NumberOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        ulong key = Mix.Of(text) | 1;
        int number = _numbers.Find(key);
        if (number >= 0)
            return number;
        _numbers.Add(key, ++Count);
        Texts.Number((ulong)text.Length);
        Texts.Bytes(text);
        return Count;
    }

    public void Clear()
    {
        if (Count > 0)
            _numbers.Clear();
        Count = 0;
        Texts.Clear();
    }
}
