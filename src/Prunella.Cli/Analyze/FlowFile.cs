using Prunella.Cli.Shell;
using Prunella.Telemetry.Flows;

namespace Prunella.Cli.Analyze;

/// <summary>Reads the flow that <c>analyze --flow</c> names: our own YAML, PNML or BPMN.</summary>
internal static class FlowFile
{
    private const long MostBytes = 16 << 20;

    /// <exception cref="UsageException">It can not be read; the message says what is wrong, and in which line where that is known.</exception>
    public static FlowDeclaration Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new UsageException($"--flow: {path} has more than {MostBytes >> 20} MiB.");
            string name = Path.GetFileNameWithoutExtension(path);
            FlowDeclaration flow = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".YAML" or ".YML" => new FlowYaml(path).Read(File.ReadAllText(path), name),
                ".PNML" => new FlowDeclaration(name, PnmlReader.Read(path)),
                ".BPMN" => new FlowDeclaration(name, BpmnReader.Read(path)),
                var other => throw new UsageException($"--flow: '{other}' is no form of flows; .yaml, .pnml and .bpmn are."),
            };
            _ = new FlowChecker(flow); // what can not be checked is told before all is read
            return flow;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UsageException($"--flow: {(error.Message.Contains(path, StringComparison.Ordinal) ? "" : path + ": ")}{error.Message}", error);
        }
    }
}
