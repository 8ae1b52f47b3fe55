namespace Prunella.Patterns.Scrubbing;

/// <summary>What joins a name and its value.</summary>
internal enum Link
{
    /// <summary><c>name=value</c> without spaces: environment, query string, connection string.</summary>
    Equal,

    /// <summary><c>name = value</c>, <c>name := value</c>, <c>name =&gt; value</c>.</summary>
    Assign,

    /// <summary><c>name: value</c>.</summary>
    Colon,

    /// <summary><c>name(value)</c>, <c>f("name", value)</c>, <c>&lt;name&gt;value</c>, <c>name" value="value</c>.</summary>
    Call,

    /// <summary><c>--name value</c>.</summary>
    Option,

    /// <summary><c>PASSWORD 'value'</c>: only with quotation marks.</summary>
    Space,
}
