using System.IO.Pipes;

namespace Prunella.Tests.Link;

/// <summary>The supervisor's end of a standby pipe.</summary>
internal sealed class StandbyPipe : IDisposable
{
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out);

    public StandbyPipe()
    {
        Descriptor = _pipe.GetClientHandleAsString();
        _pipe.ClientSafePipeHandle.SetHandleAsInvalid(); // the gate owns it from here on
    }

    public string Descriptor { get; }

    public void Say(string text) => _pipe.Write(System.Text.Encoding.ASCII.GetBytes(text));

    public void Dispose() => _pipe.Dispose();
}
