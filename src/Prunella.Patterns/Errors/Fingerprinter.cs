using System.Security.Cryptography;
using System.Text;

namespace Prunella.Patterns.Errors;

/// <summary>Names errors, so that the same one is known again.</summary>
/// <param name="helpers">Which calls are stepped over; it may go on learning, and then later names may differ from earlier ones.</param>
public sealed class Fingerprinter(HelperModel helpers)
{
    /// <summary>The names of an error.</summary>
    public Fingerprint Of(ErrorEvent error)
    {
        ArgumentNullException.ThrowIfNull(error);
        string template = Hash("t", error.Type, MessageTemplate.Of(error.Message));
        if (error.Frames.Count == 0)
            return new Fingerprint(template, template, template);
        IReadOnlyList<StackFrame> own = error.Own;
        StackFrame core = own.FirstOrDefault(frame => !helpers.IsHelper(frame)) ?? own[0];
        return new Fingerprint(Hash("e", error.Type, string.Join('\n', WithoutRecursion(own))), Hash("c", error.Type, core.Name), template);
    }

    // How deep a recursion went is no part of what went wrong.
    private static IEnumerable<string> WithoutRecursion(IReadOnlyList<StackFrame> frames)
    {
        string last = "";
        foreach (StackFrame frame in frames)
        {
            if (frame.Name != last)
                yield return last = frame.Name;
        }
    }

    private static string Hash(string kind, string type, string rest)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{type}\n{rest}"));
        return $"{Fingerprint.Version}:{kind}:{Convert.ToHexStringLower(hash.AsSpan(0, 12))}";
    }
}
