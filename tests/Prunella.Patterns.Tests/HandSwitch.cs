using Prunella.Kernel;

namespace Prunella.Patterns.Tests;

/// <summary>A kill switch that a test throws, also after it was asked a number of times.</summary>
internal sealed class HandSwitch(int engagedAfter = int.MaxValue) : IKillSwitch
{
    private int _asked;

    public bool Engaged => Interlocked.Increment(ref _asked) > engagedAfter;

    public string? Reason => "a test (test)";
}
