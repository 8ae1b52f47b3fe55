namespace Prunella.Patterns.Errors;

/// <summary>Reads the stack traces of one platform.</summary>
internal interface IStackTraceParser
{
    /// <returns>Null where the text is of another platform.</returns>
    ErrorEvent? TryParse(string text);
}
