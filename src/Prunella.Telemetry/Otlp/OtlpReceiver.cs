using System.Buffers.Binary;
using System.IO.Compression;

namespace Prunella.Telemetry.Otlp;

/// <summary>Takes requests of OTLP/HTTP, whatever server they come by: protobuf or JSON, plain or gzip. Thread-safe.</summary>
/// <remarks>
/// What it answers is what the specification asks for: 200 with what was refused, 400 for what can not be read, 413 for what is too large, 415 for what it does not
/// know, 429 with a time to come again while whoever takes the records has no room. Nothing of a request that is not answered by 200 was taken.
/// Source: opentelemetry-proto, docs/specification.md, "OTLP/HTTP".
/// </remarks>
public sealed class OtlpReceiver : IDisposable
{
    private const int FirstBytes = 16 << 10, LeastGzip = 18;
    private readonly OtlpReceiverOptions _options;
    private readonly Func<OtlpBatch, bool> _offer;
    private readonly SemaphoreSlim _reading;

    /// <param name="offer">Takes a batch, or says by false that it has no room now. Any thread may call it; it must not wait.</param>
    /// <param name="options">How much it takes; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is not as it must be.</exception>
    public OtlpReceiver(Func<OtlpBatch, bool> offer, OtlpReceiverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(offer);
        _options = options ?? new OtlpReceiverOptions();
        _options.Check(nameof(options));
        _offer = offer;
        _reading = new SemaphoreSlim(_options.MaxConcurrent);
    }

    /// <summary>Takes one request.</summary>
    /// <param name="signal">What its address says.</param>
    /// <param name="contentType">Its header <c>Content-Type</c>.</param>
    /// <param name="contentEncoding">Its header <c>Content-Encoding</c>; null or empty for none.</param>
    /// <param name="body">Its body; read no further than the limits go.</param>
    /// <param name="cancellationToken">The sender has gone, or the server ends.</param>
    /// <exception cref="IOException">The sender broke off.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<OtlpAnswer> ReceiveAsync(OtlpSignal signal, string? contentType, string? contentEncoding, Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        string type = (contentType ?? "").Split(';')[0].Trim();
        bool isJson = type.Equals(OtlpAnswers.Json, StringComparison.OrdinalIgnoreCase);
        var answers = new OtlpAnswers(isJson);
        if (!isJson && !type.Equals(OtlpAnswers.Protobuf, StringComparison.OrdinalIgnoreCase))
            return answers.Refused(415, 3, $"The content type is '{type}'; {OtlpAnswers.Protobuf} and {OtlpAnswers.Json} are read.");
        bool isPacked = contentEncoding?.Trim().ToLowerInvariant() is "gzip" or "x-gzip";
        if (!isPacked && contentEncoding?.Trim().ToLowerInvariant() is not (null or "" or "identity"))
            return answers.Refused(415, 3, $"The content encoding is '{contentEncoding}'; gzip is read, or none.");
        if (!await _reading.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
            return answers.Refused(429, 8, "Too many requests are read at this moment.", _options.RetryAfter);
        try
        {
            return await ReadAsync(signal, isJson, isPacked, answers, body, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async ValueTask<OtlpAnswer> ReadAsync(OtlpSignal signal, bool isJson, bool isPacked, OtlpAnswers answers, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadAsync(body, _options.MaxBodyBytes, cancellationToken).ConfigureAwait(false) is not { } message)
                return answers.Refused(413, 3, $"The body has more than {_options.MaxBodyBytes} bytes.");
            if (isPacked)
            {
                using var unpacked = new GZipStream(new MemoryStream(message.Array!, message.Offset, message.Count, writable: false), CompressionMode.Decompress);
                if (await ReadAsync(unpacked, _options.MaxMessageBytes, cancellationToken).ConfigureAwait(false) is not { } plain)
                    return answers.Refused(413, 3, $"The message has more than {_options.MaxMessageBytes} bytes when it is unpacked.");
                if (IsCutOff(message, plain.Count))
                    return answers.Refused(400, 3, "The body is no whole gzip.");
                message = plain;
            }

            ReadOnlyMemory<byte> protobuf = isJson ? OtlpJson.ToProtobuf(message, signal, _options.MaxMessageBytes) : message;
            OtlpBatch batch = OtlpBatch.Check(signal, protobuf, _options.MaxRecords);
            return batch.Records == 0 || _offer(batch) ? answers.Taken(batch) : answers.Refused(429, 8, "What came before is still being worked on.", _options.RetryAfter);
        }
        catch (InvalidDataException damage)
        {
            return answers.Refused(400, 3, damage.Message);
        }
    }

    // The end of a gzip tells how much its last member holds. The unpacker itself does not mind where it ends.
    private static bool IsCutOff(ReadOnlySpan<byte> packed, int unpacked) => packed.Length < LeastGzip || BinaryPrimitives.ReadUInt32LittleEndian(packed[^4..]) > (uint)unpacked;

    /// <returns>Null where there is more than that.</returns>
    private static async ValueTask<ArraySegment<byte>?> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        // Grows by what has come, never by what is announced.
        byte[] buffer = new byte[Math.Min(FirstBytes, most + 1)];
        int filled = 0, read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false)) > 0)
        {
            filled += read;
            if (filled > most)
                return null;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, most + 1L));
        }

        return new ArraySegment<byte>(buffer, 0, filled);
    }
}
