using System.Buffers;

namespace Prunella.Patterns.Scrubbing;

/// <summary>Words that say what a number beside them is.</summary>
internal static class Called
{
    public static readonly SearchValues<string> Card = Of("card", "pan\"", "pan=", "pan:", "visa", "mastercard", "amex", "maestro", "cc_", "ccnum", "cc=");

    public static readonly SearchValues<string> Telephone = Of("phone", "tel", "mobile", "cell", "fax", "sms", "call", "whatsapp", "number");

    public static readonly SearchValues<string> SocialSecurity = Of("ssn", "social", "security number");

    public static readonly SearchValues<string> Version = Of("ersion", "ver", "rev", "release", "build", "sdk", "framework", "section", "oid");

    private static SearchValues<string> Of(params string[] words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
