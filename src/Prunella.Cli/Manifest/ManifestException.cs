namespace Prunella.Cli.Manifest;

/// <summary>A manifest can not be carried out; all that is wrong with it, in the order of the file.</summary>
internal sealed class ManifestException(string file, IReadOnlyList<ManifestFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(fault => fault.Describe(file))))
{
    public IReadOnlyList<ManifestFault> Faults { get; } = faults;
}
