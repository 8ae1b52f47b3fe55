using Microsoft.Extensions.Options;

namespace Prunella.OpenTelemetry;

/// <summary>Names every fault of the options at once.</summary>
internal sealed class OtlpExportOptionsValidator : IValidateOptions<OtlpExportOptions>
{
    public ValidateOptionsResult Validate(string? name, OtlpExportOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!options.Endpoint.IsAbsoluteUri || options.Endpoint.Scheme is not ("http" or "https"))
            errors.AddError($"must be an address of http or https, but is {options.Endpoint}.", nameof(options.Endpoint));
        if (options.Period < TimeSpan.FromSeconds(1) || options.Period > TimeSpan.FromHours(1))
            errors.AddError($"must be 1 s to 1 h, but is {options.Period}.", nameof(options.Period));
        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > options.Period)
            errors.AddError($"must be 100 ms to Period, but is {options.Timeout}.", nameof(options.Timeout));
        if (string.IsNullOrWhiteSpace(options.ServiceName))
            errors.AddError("must not be empty.", nameof(options.ServiceName));
        return errors.Build();
    }
}
