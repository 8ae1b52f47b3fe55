using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Store;

/// <summary>What records of JSON in a block have in common: names, template, logger and level. Of a record with a frame only the values between are kept.</summary>
internal sealed class TextFrames
{
    private const int Most = 64;
    private readonly JsonStep?[] _paths = new JsonStep?[Most];
    private readonly ColumnBuffer _shared = new();
    private readonly int[] _sharedStarts = new int[Most];
    private int _count;

    /// <summary>The frames: each the number of its parts, then the parts behind their lengths. Values stand between the parts.</summary>
    public ColumnBuffer Frames { get; } = new();

    /// <summary>The number of a record's frame in this block, from 1; 0 where it has none.</summary>
    public int NumberOf(in LogRecord record)
    {
        if (record.Path is not { } path)
            return 0;
        if ((uint)path.Frame < (uint)_count && IsOf(path.Frame, path, record))
            return path.Frame + 1;
        int number = 0;
        while (number < _count && !IsOf(number, path, record))
            number++;
        if (number == Most)
            return 0;
        if (number == _count)
            Begin(path, record);
        path.Frame = number;
        return number + 1;
    }

    public void Clear()
    {
        Array.Clear(_paths, 0, _count);
        _count = 0;
        _shared.Clear();
        Frames.Clear();
    }

    private bool IsOf(int number, JsonStep path, in LogRecord record)
    {
        if (!ReferenceEquals(_paths[number], path))
            return false;
        ReadOnlySpan<byte> shared = _shared.Written[_sharedStarts[number]..];
        ReadOnlySpan<bool> varies = path.Varies;
        for (int i = 0; i < varies.Length; i++)
        {
            if (varies[i])
                continue;
            // The quote behind it, which is in no text as it stands in JSON, tells where it ends.
            MessageValue place = record.Places[i];
            ReadOnlySpan<byte> value = record.Text.Slice(place.Start, place.Length + 1);
            if (!shared.StartsWith(value))
                return false;
            shared = shared[value.Length..];
        }

        return true;
    }

    private void Begin(JsonStep path, in LogRecord record)
    {
        _paths[_count] = path;
        _sharedStarts[_count++] = _shared.Length;
        ReadOnlySpan<bool> varies = path.Varies;
        int values = 0, end = 0;
        foreach (bool one in varies)
            values += one ? 1 : 0;
        Frames.Number((ulong)values + 1);
        for (int i = 0; i < varies.Length; i++)
        {
            MessageValue place = record.Places[i];
            if (!varies[i])
            {
                _shared.Bytes(record.Text.Slice(place.Start, place.Length + 1));
                continue;
            }

            Part(record.Text[end..place.Start]);
            end = place.Start + place.Length;
        }

        Part(record.Text[end..]);
    }

    private void Part(ReadOnlySpan<byte> part)
    {
        Frames.Number((ulong)part.Length);
        Frames.Bytes(part);
    }
}
