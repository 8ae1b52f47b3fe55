using Prunella.Health;

namespace Prunella;

/// <summary>What the watches of a process have learned, where that is kept over a restart.</summary>
/// <param name="Memory">Null where it is not.</param>
internal sealed record WatchMemories(WatchMemory? Memory);
