using Prunella.Link;

namespace Prunella.Supervisor;

/// <summary>Serves one peer of the agent's socket, on the reactor's thread.</summary>
internal interface IPeer
{
    /// <summary>Takes one frame; its bytes are good until it returns.</summary>
    /// <exception cref="FrameException">It is malformed: the connection ends.</exception>
    void OnFrame(Frame frame);

    /// <summary>The peer is gone.</summary>
    void OnClose();
}
