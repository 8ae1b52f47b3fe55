namespace Prunella.Telemetry.Findings;

/// <summary>Where the cause of a finding is suspected; what is not known is null.</summary>
/// <param name="Service">The service.</param>
/// <param name="Operation">The operation, route or kind of thing.</param>
/// <param name="Template">The template of the log statement.</param>
/// <param name="Code">The place in the code.</param>
public sealed record SuspectedPlace(string? Service = null, string? Operation = null, string? Template = null, CodePlace? Code = null)
{
    /// <summary>Service and operation, or whatever of both is known.</summary>
    public override string ToString() => (Service, Operation ?? Template) switch
    {
        ({ } service, { } what) => $"{service}: {what}",
        ({ } service, null) => service,
        (null, { } what) => what,
        _ => "unknown",
    };
}
