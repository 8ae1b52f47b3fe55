namespace Prunella.Telemetry.Ingest;

/// <summary>Counts what is read of a stream, and tells it.</summary>
internal sealed class CountedStream(Stream stream, Action<int>? told) : ReadOnlyStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = stream.Read(buffer);
        Count += read;
        told?.Invoke(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
