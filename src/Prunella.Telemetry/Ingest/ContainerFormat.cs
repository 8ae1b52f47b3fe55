namespace Prunella.Telemetry.Ingest;

/// <summary>What a container runtime wraps each line of a program in.</summary>
internal enum ContainerFormat
{
    None,

    /// <summary>Docker's driver <c>json-file</c>: <c>{"log":"text\n","stream":"stdout","time":"…"}</c>.</summary>
    Docker,

    /// <summary>Kubernetes' runtimes: <c>2026-03-01T10:00:00.000000000Z stdout F text</c>; P for a line that goes on.</summary>
    Cri,
}
