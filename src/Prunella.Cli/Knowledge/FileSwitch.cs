using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Cli.Knowledge;

/// <summary>The kill switch as a short command sees it: the variable and the file, looked at each time it is asked.</summary>
internal sealed class FileSwitch(string stateDirectory, Func<string, string?> environment) : IKillSwitch
{
    private readonly string _file = Path.Combine(stateDirectory, HealingSwitch.FileName);

    public bool Engaged => Reason is not null;

    public string? Reason =>
        environment(HealingSwitch.Variable)?.Trim().ToUpperInvariant() is "FALSE" or "0" or "NO" or "OFF" ? $"{HealingSwitch.Variable} is off"
        : File.Exists(_file) ? $"{_file} exists" : null;
}
