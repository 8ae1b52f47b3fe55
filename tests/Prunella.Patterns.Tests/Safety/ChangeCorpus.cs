namespace Prunella.Patterns.Tests.Safety;

/// <summary>Changes that look like something else than they are. Each is a file, a piece of it that goes, and what comes.</summary>
internal static class ChangeCorpus
{
    /// <summary>A service with everything that a fix could quietly take out.</summary>
    public const string Service = """
        using System;
        using System.IO;

        namespace Shop;

        [Authorize(Roles = "clerk")]
        internal sealed class Cart(IStore store) : CartBase
        {
            private readonly object _lock = new();
            private const int MaxItems = 100;

            /// <summary>Adds.</summary>
            public int Add(Item item, User user)
            {
                // only clerks
                if (!user.CanSell)
                    throw new UnauthorizedAccessException();
                ArgumentNullException.ThrowIfNull(item);
                lock (_lock)
                {
                    if (item.Count > MaxItems)
                        return 0;
                    try
                    {
                        store.Put(item);
                    }
                    catch (IOException error)
                    {
                        store.Report(error);
                        throw;
                    }
                    finally
                    {
                        store.Close();
                    }
                }

                Debug.Assert(item.Count > 0);
                var total = item.Count + 1;
                return total;
            }

            [Obsolete("soon")]
            private string Find(string name) => store.Query("select id from items where tenant = @tenant and name = @name", name) ?? "none";

            protected override bool IsOpen() => false;

            private void Log(string text)
            {
        #if DEBUG
                Console.WriteLine(text);
        #endif
            }
        }
        """;

    /// <summary>Never less than risky, whatever it looks like.</summary>
    public static TheoryData<string, string, string> Dangerous { get; } = new()
    {
        { "a guard goes between two usings", "        if (!user.CanSell)\n            throw new UnauthorizedAccessException();\n", "" },
        { "a guard becomes a comment", "        ArgumentNullException.ThrowIfNull(item);", "        // ArgumentNullException.ThrowIfNull(item);" },
        { "a guard becomes a text", "        ArgumentNullException.ThrowIfNull(item);", "        _ = \"ArgumentNullException.ThrowIfNull(item);\";" },
        { "a condition loses a letter", "!user.CanSell", "user.CanSell" },
        { "a condition is always false", "if (!user.CanSell)", "if (false && !user.CanSell)" },
        { "a condition gets an or", "item.Count > MaxItems", "item.Count > MaxItems * 1000" },
        { "a comparison turns", "item.Count > MaxItems", "item.Count < MaxItems" },
        { "a guard moves behind what it guards", "        ArgumentNullException.ThrowIfNull(item);\n        lock (_lock)", "        lock (_lock)" },
        { "a lock goes", "        lock (_lock)\n", "" },
        { "an exit goes from under a condition", "                return 0;\n            try", "                _ = 0;\n            try" },
        { "an exit comes before the guards", "        // only clerks\n", "        if (user.Name == \"root\") return 1;\n" },
        { "an exit of a block comes before a guard", "        ArgumentNullException.ThrowIfNull(item);\n", "        return 1;\n        ArgumentNullException.ThrowIfNull(item);\n" },
        { "a handler swallows", "                store.Report(error);\n                throw;\n", "                store.Report(error);\n" },
        { "a handler catches all", "catch (IOException error)", "catch (Exception error)" },
        { "a handler gets a filter", "catch (IOException error)", "catch (IOException error) when (error.HResult == 0)" },
        { "a finally goes", "            finally\n            {\n                store.Close();\n            }\n", "" },
        { "an assertion goes", "        Debug.Assert(item.Count > 0);\n", "" },
        { "an assertion says nothing any more", "Debug.Assert(item.Count > 0)", "Debug.Assert(true)" },
        { "a limit grows", "MaxItems = 100", "MaxItems = 1000000" },
        { "a right widens", "[Authorize(Roles = \"clerk\")]", "[Authorize]" },
        { "a right goes", "[Authorize(Roles = \"clerk\")]\n", "" },
        { "everybody may", "    /// <summary>Adds.</summary>\n", "    [AllowAnonymous]\n" },
        { "a class opens", "internal sealed class Cart", "public class Cart" },
        { "a method opens", "private string Find", "public string Find" },
        { "a field can be changed", "private readonly object", "private object" },
        { "a base goes", " : CartBase", "" },
        { "a query forgets the tenant", "where tenant = @tenant and name = @name", "where name = @name" },
        { "a fallback goes", " ?? \"none\"", "" },
        { "a switch turns", "IsOpen() => false", "IsOpen() => true" },
        { "a program is run", "        var total = item.Count + 1;", "        Process.Start(\"x\");\n        var total = item.Count + 1;" },
        { "a file goes", "        var total = item.Count + 1;", "        File.Delete(item.Path);\n        var total = item.Count + 1;" },
        { "a call home", "        var total = item.Count + 1;", "        new System.Net.Http.HttpClient().Send(item.Request);\n        var total = item.Count + 1;" },
        { "the check for null is silenced", "store.Put(item)", "store.Put(item!)" },
        { "a guard slips behind an #if", "        ArgumentNullException.ThrowIfNull(item);", "#if DEBUG\n        ArgumentNullException.ThrowIfNull(item);\n#endif" },
        { "an #if widens over a guard", "#if DEBUG\n        Console", "#if !DEBUG\n        Console" },
        { "a warning is silenced", "namespace Shop;", "#pragma warning disable\nnamespace Shop;" },
        { "null is allowed again", "namespace Shop;", "#nullable disable\nnamespace Shop;" },
        { "an import brings an #if", "using System.IO;", "using System.IO;\n#if NEVER" },
        { "a comment opens and swallows code", "        // only clerks\n", "        /* only clerks\n" },
        { "a text turns its direction", "        // only clerks\n", "        // only clerks \u202e{ nigeb\n" },
        { "the whole is not C#", "return total;", "return total" },
        { "a property of the compiler", "namespace Shop;", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Evil\")]\nnamespace Shop;" },
        { "an assertion is jumped over", "        Debug.Assert(item.Count > 0);\n        var total = item.Count + 1;", "        return 0;\n        Debug.Assert(item.Count > 0);\n        var total = item.Count + 1;" },
    };

    /// <summary>Nothing a program does changes, whatever it looks like.</summary>
    public static TheoryData<string, string, string> Harmless { get; } = new()
    {
        { "a comment that looks like a guard goes", "        // only clerks\n", "" },
        { "a comment speaks of deleting checks", "        // only clerks\n", "        // if (true) { File.Delete(\"x\"); } Process.Start; throw\n" },
        { "an import of processes", "using System;\n", "using System;\nusing System.Diagnostics;\n" },
        { "an import goes", "using System.IO;\n", "" },
        { "imports are sorted", "using System;\nusing System.IO;\n", "using System.IO;\nusing System;\n" },
        { "a guard is laid out anew", "        if (!user.CanSell)\n            throw new UnauthorizedAccessException();", "        if ( !user.CanSell ) throw new UnauthorizedAccessException( ) ;" },
        { "a documentation changes", "/// <summary>Adds.</summary>", "/// <summary>Throws, asserts, authorizes.</summary>" },
        { "a region", "    protected override", "    #region Open\n    #endregion\n    protected override" },
        { "an import inside the namespace", "namespace Shop;\n", "namespace Shop;\n\nusing System.Linq;\n" },
    };

    /// <summary>Changes what is done, takes out no check.</summary>
    public static TheoryData<string, string, string> Ordinary { get; } = new()
    {
        { "a sum is mended", "item.Count + 1;\n", "item.Weight + 1;\n" },
        { "a guard is added", "        var total", "        ArgumentOutOfRangeException.ThrowIfNegative(item.Weight);\n        var total" },
        { "an alias", "using System.IO;\n", "using System.IO;\nusing Path = System.IO.Path;\n" },
        { "a static import", "using System.IO;\n", "using System.IO;\nusing static System.Math;\n" },
        { "a comment that silences a tool", "        // only clerks\n", "        // only clerks ReSharper disable All\n" },
    };
}
