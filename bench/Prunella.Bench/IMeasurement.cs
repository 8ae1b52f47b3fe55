using Prunella.Bench.Reporting;

namespace Prunella.Bench;

/// <summary>One measurement of an area.</summary>
internal interface IMeasurement
{
    /// <summary>What is measured, for a person.</summary>
    string Name { get; }

    /// <summary>Measures, and tells the report its tables and figures. An exception leaves its figures null and its message in the report.</summary>
    Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken);
}
