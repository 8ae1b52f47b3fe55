using Prunella.Kernel;

namespace Prunella.Tests.Recovery;

internal sealed class TestSwitch : IKillSwitch
{
    public bool Engaged { get; set; }

    public string? Reason => Engaged ? "a test" : null;
}
