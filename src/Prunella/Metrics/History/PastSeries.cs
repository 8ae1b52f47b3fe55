using System.Buffers.Binary;
using Microsoft.Extensions.Logging;

namespace Prunella.Metrics;

/// <summary>What a history file holds: for each series its packed blocks, in order.</summary>
internal static class PastSeries
{
    /// <summary>The first bytes of a history file.</summary>
    public static ReadOnlySpan<byte> Magic => "PRUNMET1"u8;

    /// <summary>Reads a file up to the first record that is not whole.</summary>
    /// <param name="file">The file; need not be there.</param>
    /// <param name="period">The hub's period: points of another cannot be gone on with.</param>
    /// <param name="logger">Told of an end that is torn.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Dictionary<SeriesKey, List<(PointResolution Tier, byte[] Block)>> Read(string file, TimeSpan period, ILogger logger)
    {
        Dictionary<SeriesKey, List<(PointResolution, byte[])>> past = [];
        if (!File.Exists(file))
            return past;
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        int head = Magic.Length + sizeof(long);
        if (bytes.Length < head || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadInt64LittleEndian(bytes[Magic.Length..]) != period.Ticks)
        {
            if (bytes.Length > 0)
                logger.HistoryTorn(file, bytes.Length);
            return past;
        }

        Dictionary<int, List<(PointResolution, byte[])>> byNumber = [];
        int at = head;
        while (HistoryRecord.PayloadOf(bytes[at..]) is { Length: > 0 } payload && TryTake(payload))
            at += HistoryRecord.HeadLength + payload.Length;
        if (at < bytes.Length)
            logger.HistoryTorn(file, bytes.Length - at);
        return past;

        bool TryTake(ReadOnlySpan<byte> payload)
        {
            if (payload[0] == HistoryRecord.Points && payload.Length > 6 && byNumber.TryGetValue(BinaryPrimitives.ReadInt32LittleEndian(payload[1..]), out List<(PointResolution, byte[])>? blocks))
            {
                blocks.Add(((PointResolution)payload[5], payload[6..].ToArray()));
                return true;
            }

            if (payload[0] != HistoryRecord.Series)
                return false;
            try
            {
                (int series, SeriesKey key) = HistoryRecord.ReadSeries(payload);
                byNumber[series] = past[key] = [];
                return true;
            }
            catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException)
            {
                return false;
            }
        }
    }
}
