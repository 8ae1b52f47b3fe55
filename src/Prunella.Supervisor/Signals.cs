using System.Collections.Frozen;

namespace Prunella.Supervisor;

/// <summary>The names of Linux signals (signal(7), x86-64 and arm64 numbering).</summary>
public static class Signals
{
    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["SIGHUP"] = 1, ["SIGINT"] = 2, ["SIGQUIT"] = 3, ["SIGILL"] = 4, ["SIGTRAP"] = 5, ["SIGABRT"] = 6, ["SIGBUS"] = 7,
        ["SIGFPE"] = 8, ["SIGKILL"] = 9, ["SIGUSR1"] = 10, ["SIGSEGV"] = 11, ["SIGUSR2"] = 12, ["SIGPIPE"] = 13, ["SIGALRM"] = 14,
        ["SIGTERM"] = 15, ["SIGCHLD"] = 17, ["SIGCONT"] = 18, ["SIGSTOP"] = 19, ["SIGTSTP"] = 20, ["SIGXCPU"] = 24, ["SIGXFSZ"] = 25,
        ["SIGWINCH"] = 28, ["SIGSYS"] = 31,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<int, string> Names = Numbers.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>Reads <c>SIGTERM</c> or <c>TERM</c>, in either case.</summary>
    public static bool TryParse(string? text, out int number)
    {
        number = 0;
        return text is not null && (Numbers.TryGetValue(text, out number) || Numbers.TryGetValue("SIG" + text, out number));
    }

    /// <summary>The name of a signal; <c>SIG42</c> for one without.</summary>
    public static string NameOf(int number) => Names.TryGetValue(number, out string? name) ? name : $"SIG{number}";
}
