namespace Prunella.Telemetry.Detectors;

/// <summary>An operation of a service.</summary>
/// <param name="Service">Who works; empty where logs do not say.</param>
/// <param name="Operation">What is done.</param>
public readonly record struct OperationKey(string Service, string Operation)
{
    /// <inheritdoc/>
    public override string ToString() => Service.Length == 0 ? Operation : $"{Service}: {Operation}";
}
