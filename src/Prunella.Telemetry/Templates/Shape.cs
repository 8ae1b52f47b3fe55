using System.Collections.Immutable;
using System.Text;

namespace Prunella.Telemetry.Templates;

/// <summary>All messages with one skeleton.</summary>
internal sealed class Shape
{
    private readonly ulong[] _firstValues;
    private ulong _varied;

    public Shape(ulong key, ReadOnlySpan<Token> tokens, ReadOnlySpan<byte> text)
    {
        Key = key;
        var parts = ImmutableArray.CreateBuilder<Part>(tokens.Length);
        foreach (Token token in tokens)
            parts.Add(new Part(token.Kind, Encoding.UTF8.GetString(text[token.Start..token.End]), token.Spaced));
        Parts = parts.MoveToImmutable();
        _firstValues = new ulong[Math.Min(64, Parts.Count(static part => part.Kind == TokenKind.Value))];
    }

    private Shape(Shape other)
    {
        (Key, Parts, Count, IsGiven, _varied) = (other.Key, other.Parts, other.Count, other.IsGiven, other._varied);
        _firstValues = [.. other._firstValues];
    }

    public ulong Key { get; }

    /// <summary>The log itself named this as a template.</summary>
    public bool IsGiven { get; set; }

    /// <summary>The parts of one message of this shape.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>How many messages had this shape.</summary>
    public long Count { get; set; }

    /// <summary>Notes the value in a slot, to know later whether it was always the same.</summary>
    public void Note(int slot, ulong value)
    {
        if (slot >= _firstValues.Length)
            return;
        if (_firstValues[slot] == 0)
            _firstValues[slot] = value;
        else if (_firstValues[slot] != value)
            _varied |= 1UL << slot;
    }

    /// <summary>Whether nothing new can be learnt of a slot.</summary>
    public bool HasVaried(int slot) => slot >= _firstValues.Length || (_varied >> slot & 1) != 0;

    /// <summary>Whether every message had the same value in a slot.</summary>
    public bool IsConstant(int slot) => slot < _firstValues.Length && (_varied >> slot & 1) == 0;

    public Shape Copy() => new(this);

    /// <summary>Adds what another miner saw of the same shape.</summary>
    public void Absorb(Shape other)
    {
        Count += other.Count;
        _varied |= other._varied;
        for (int i = 0; i < Math.Min(_firstValues.Length, other._firstValues.Length); i++)
        {
            if (other._firstValues[i] != 0)
                Note(i, other._firstValues[i]);
        }
    }
}
