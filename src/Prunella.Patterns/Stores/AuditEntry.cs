using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Prunella.Patterns.Stores;

/// <summary>A row of the audit: what was done, chained to the row before by its hash.</summary>
/// <param name="Sequence">Its place in the chain of the project, from 1 without gaps.</param>
/// <param name="Record">What was done.</param>
/// <param name="Previous">The hash of the row before, 64 hexadecimal digits; of the first row, zeros.</param>
/// <param name="Hash">SHA-256 over project, place, the hash before and all that was recorded.</param>
public sealed record AuditEntry(long Sequence, AuditRecord Record, string Previous, string Hash)
{
    /// <summary>What stands before the first row.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>The row that follows one with a place and a hash.</summary>
    /// <param name="project">Whose chain it is.</param>
    /// <param name="sequence">The place of the row before; 0 where this is the first.</param>
    /// <param name="previous">Its hash; <see cref="Genesis"/> where this is the first.</param>
    /// <param name="record">What was done.</param>
    public static AuditEntry After(string project, long sequence, string previous, AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new AuditEntry(sequence + 1, record, previous, HashOf(project, sequence + 1, previous, record));
    }

    /// <summary>The hash that a row must have.</summary>
    /// <remarks>Each part is preceded by its length in bytes, so that no two rows have the same bytes.</remarks>
    public static string HashOf(string project, long sequence, string previous, AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (long value in (ReadOnlySpan<long>)[sequence, (record.At.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond])
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            hash.AppendData(number);
        }

        foreach (string part in (ReadOnlySpan<string>)[project, previous, record.Id, record.Actor, record.Action, record.Subject, record.Detail])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt64LittleEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
