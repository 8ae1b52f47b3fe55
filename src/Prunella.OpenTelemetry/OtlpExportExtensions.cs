using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Prunella.OpenTelemetry;

/// <summary>Sends metrics to an OpenTelemetry collector.</summary>
public static class OtlpExportExtensions
{
    /// <summary>Sends what the instruments of the process measure by OTLP. Options come from the section <c>Prunella:Otlp</c> and from <paramref name="configure"/>.</summary>
    public static PrunellaBuilder AddOtlpExport(this PrunellaBuilder builder, Action<OtlpExportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = builder.Services.AddOptions<OtlpExportOptions>().BindConfiguration("Prunella:Otlp").Configure(configure ?? (static _ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OtlpExportOptions>, OtlpExportOptionsValidator>());
        _ = builder.Services.AddHostedService<OtlpExport>();
        return builder;
    }
}
