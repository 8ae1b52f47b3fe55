namespace Prunella.AspNetCore.Dashboard.Live;

/// <summary>The newest content of a part as it goes over the wire, and when it came to be.</summary>
/// <param name="Version">Grows with each change on the channel.</param>
/// <param name="Content">The markup.</param>
/// <param name="Wire">The event, ready to be sent to everybody.</param>
internal sealed record LiveFrame(long Version, byte[] Content, byte[] Wire);
