using System.Text.Json.Serialization;

namespace Prunella.Link;

/// <summary>Who speaks to the agent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkRole>))]
public enum LinkRole
{
    /// <summary>A process that the agent supervises.</summary>
    [JsonStringEnumMemberName("process")]
    Process,

    /// <summary>A person at the command line.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,
}
