namespace Prunella.Telemetry.Watching;

/// <summary>A place in the course of an operation from which it goes on in one way or another.</summary>
/// <param name="Service">Who works.</param>
/// <param name="Operation">What is done; empty for the course of a service's log lines.</param>
/// <param name="After">The step that was taken last; <see cref="Anywhere"/> for the operation as a whole.</param>
internal readonly record struct FlowKey(string Service, string Operation, string After)
{
    /// <summary>Stands for no place: whether a step is taken at all.</summary>
    public const string Anywhere = "";

    /// <summary>Before the first step.</summary>
    public const string Begin = "its begin";

    /// <summary>The step that ends an operation.</summary>
    public const string End = "its end";
}
