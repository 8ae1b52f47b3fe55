using System.Text.Json.Serialization;

namespace Prunella.Telemetry.Findings;

/// <summary>Something that speaks for a finding: a record, a span or a number.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RecordEvidence), "record")]
[JsonDerivedType(typeof(SpanEvidence), "span")]
[JsonDerivedType(typeof(NumberEvidence), "number")]
public abstract record Evidence
{
    private protected Evidence()
    {
    }
}
