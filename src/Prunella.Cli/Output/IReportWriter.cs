namespace Prunella.Cli.Output;

/// <summary>Shows reports to a person.</summary>
internal interface IReportWriter
{
    void Write(Report report);
}
