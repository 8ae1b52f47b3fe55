namespace Shop.Load;

/// <summary>One request and how its answer is judged.</summary>
/// <param name="Bytes">The request as it goes over the wire: HTTP/1.1, with a <c>Host</c>.</param>
/// <param name="IsRight">Whether an answer with a status below 400 is right; an exception means that it is not. Called from any thread.</param>
public sealed record LoadRequest(ReadOnlyMemory<byte> Bytes, Func<HttpAnswer, bool> IsRight);
