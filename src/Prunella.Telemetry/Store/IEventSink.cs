using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Store;

/// <summary>Takes records whose message has been scanned. One for each thread that reads.</summary>
public interface IEventSink
{
    /// <summary>Takes one record. Its bytes are gone after the call.</summary>
    /// <param name="record">The record.</param>
    /// <param name="skeleton">The key of its message's skeleton.</param>
    /// <param name="values">The values in its message.</param>
    void Accept(in LogRecord record, ulong skeleton, ReadOnlySpan<MessageValue> values);

    /// <summary>No more records will come.</summary>
    /// <param name="catalog">The templates of all skeletons.</param>
    void Complete(TemplateCatalog catalog);
}
