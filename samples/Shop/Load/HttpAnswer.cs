namespace Shop.Load;

/// <summary>A whole answer.</summary>
/// <param name="Status">The status code, 100 to 599.</param>
/// <param name="ContentType">The content type as it was written; empty where there was none.</param>
/// <param name="Body">The body, out of its chunks.</param>
/// <param name="KeepsConnection">Whether the server keeps the connection.</param>
public sealed record HttpAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body, bool KeepsConnection);
