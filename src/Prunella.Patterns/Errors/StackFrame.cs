namespace Prunella.Patterns.Errors;

/// <summary>One call of a stack trace, with a name that does not depend on compiler, build or line.</summary>
/// <param name="Type">The type, module or package it belongs to; empty where there is none.</param>
/// <param name="Method">The method or function.</param>
/// <param name="File">The source file as the trace names it; null where it does not.</param>
/// <param name="Line">The line, from 1; null where it is not known.</param>
/// <param name="InApp">Whether it is the user's code, and not that of the platform or its libraries.</param>
public sealed record StackFrame(string Type, string Method, string? File, int? Line, bool InApp)
{
    /// <summary>Type and method.</summary>
    public string Name => Type.Length == 0 ? Method : $"{Type}.{Method}";
}
