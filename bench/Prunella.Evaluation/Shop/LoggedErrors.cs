using Prunella.Patterns.Errors;
using Prunella.Telemetry.Detectors;

namespace Prunella.Evaluation.Shop;

/// <summary>Groups errors as <c>prunella analyze</c> does: by the fingerprint of their stack, where they have one.</summary>
internal static class LoggedErrors
{
    public static string? NameOf(LogEvent record)
    {
        ErrorEvent error = ErrorParser.Parse(record.Text);
        return error.Frames.Count == 0 ? null : new Fingerprinter(new HelperModel()).Of(error).Core;
    }
}
