using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prunella.Telemetry.Records;

/// <summary>A field of JSON as it was met before, and which fields came after it: most lines of a log repeat the names of one before, in order.</summary>
/// <remarks>What stands between two values is then compared as a whole instead of being read. Bounded. Not thread-safe.</remarks>
internal sealed class JsonStep
{
    private const int MostNext = 16, MostSteps = 1024, LongestLead = 96;
    private readonly byte[] _lead;
    private readonly ulong _first, _last, _mask;
    private readonly int _nameStart, _nameLength;
    private readonly JsonStep _begin;
    private readonly JsonStep? _before;
    private bool[]? _varies;
    private JsonStep[] _next = [];
    private int _steps;

    /// <summary>The step before the first field.</summary>
    public JsonStep() => (_lead, _begin) = ([], this);

    private JsonStep(ReadOnlySpan<byte> lead, int nameStart, int nameLength, LogFieldKind kind, JsonRole role, JsonStep before)
    {
        (_lead, _nameStart, _nameLength, Kind, Role, _begin, _before) = (lead.ToArray(), nameStart, nameLength, kind, role, before._begin, before);
        for (int i = 0; i < Math.Min(lead.Length, sizeof(ulong)); i++)
        {
            _first |= (ulong)lead[i] << (8 * i);
            _mask |= 0xffUL << (8 * i);
        }

        if (lead.Length >= sizeof(ulong))
            _last = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(lead[^sizeof(ulong)..]));
    }

    /// <summary>Whether its value is a text or a number; others are not remembered.</summary>
    public LogFieldKind Kind { get; }

    /// <summary>What its name says.</summary>
    public JsonRole Role { get; }

    /// <summary>Where a block of the store last had this path among its frames.</summary>
    public int Frame { get; set; }

    /// <summary>For each field of the path that ends here, whether its value is one of many; those of a template, a logger and a level are of few.</summary>
    public ReadOnlySpan<bool> Varies
    {
        get
        {
            if (_varies is null)
            {
                var varies = new List<bool>();
                for (JsonStep step = this; step._before is { } before; step = before)
                    varies.Add(step.Role is not (JsonRole.Template or JsonRole.Category or JsonRole.Level));
                varies.Reverse();
                _varies = [.. varies];
            }

            return _varies;
        }
    }

    /// <summary>Where its value begins, if it begins at a place.</summary>
    public int ValueStart(int at) => at + _lead.Length;

    /// <summary>The field, if it begins at a place.</summary>
    public LogField Field(int at, int valueLength) => new(at + _nameStart, _nameLength, at + _lead.Length, valueLength, Kind);

    /// <summary>The known field that stands at a place of the text; null where there is none.</summary>
    public JsonStep? Find(ReadOnlySpan<byte> text, int at)
    {
        if (text.Length - at < sizeof(ulong))
            return null;
        ref byte from = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at);
        ulong first = Unsafe.ReadUnaligned<ulong>(ref from);
        foreach (JsonStep next in _next)
        {
            if ((first & next._mask) == next._first && next.IsAt(text, at))
                return next;
        }

        return null;
    }

    /// <summary>Remembers the field that came next.</summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Where the step before ended.</param>
    /// <param name="field">The field.</param>
    /// <param name="role">What its name says.</param>
    /// <returns>The step to go on from; null where it is not remembered.</returns>
    public JsonStep? Learn(ReadOnlySpan<byte> text, int at, LogField field, JsonRole role)
    {
        int lead = field.ValueStart - at;
        if (field.Kind is not (LogFieldKind.Text or LogFieldKind.Number) || lead > LongestLead || _next.Length >= MostNext || _begin._steps >= MostSteps)
            return null;
        var next = new JsonStep(text.Slice(at, lead), field.NameStart - at, field.NameLength, field.Kind, role, this);
        _begin._steps++;
        _next = [.. _next, next];
        return next;
    }

    // The first eight bytes have been compared. Most have no more than eight others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsAt(ReadOnlySpan<byte> text, int at)
    {
        int length = _lead.Length;
        if (text.Length - at <= length)
            return false;
        if (length <= sizeof(ulong))
            return true;
        return length <= 2 * sizeof(ulong)
            ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at + length - sizeof(ulong))) == _last
            : text.Slice(at + sizeof(ulong), length - sizeof(ulong)).SequenceEqual(_lead.AsSpan(sizeof(ulong)));
    }
}
