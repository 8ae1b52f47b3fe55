using Prunella.Patterns.Errors;
using Prunella.Telemetry.Detectors;

namespace Prunella.Cli.Analyze;

/// <summary>Names an error in a log as the memory of errors does, so that both know it by the same name.</summary>
internal static class LoggedError
{
    /// <returns>Null where it has no stack trace: its statement tells more than its first line, which begins with a time.</returns>
    public static string? NameOf(LogEvent record)
    {
        ErrorEvent error = ErrorParser.Parse(record.Text);
        return error.Frames.Count == 0 ? null : new Fingerprinter(new HelperModel()).Of(error).Core;
    }
}
