using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Prunella.Recovery;

namespace Prunella.Supervisor;

/// <summary>Has the code of the healing path compiled ahead of need, so that the first failure waits less for the compiler.</summary>
/// <remarks>
/// The runtime compiles a method when it is first called: for the path from an exit to a new process that is tens of milliseconds. This
/// saves about a third of them; generic code, that of the framework and the loading of types are left to the first failure.
/// </remarks>
internal static class FirstUse
{
    private const BindingFlags OwnMembers =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] Namespaces =
        ["Prunella.Kernel", "Prunella.Journal", "Prunella.Health", "Prunella.Recovery", "Prunella.Supervisor", "Prunella.Supervisor.Native"];

    private static int _begun;

    /// <summary>Begins, on a thread of low priority; once for each process. Nothing where all is compiled already.</summary>
    public static void Prepare()
    {
        if (RuntimeFeature.IsDynamicCodeCompiled && Interlocked.Exchange(ref _begun, 1) == 0)
            new Thread(PrepareAll) { Name = "prunella-first-use", IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What was trimmed away needs no preparation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What was trimmed away needs no preparation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "What was trimmed away needs no preparation.")]
    private static void PrepareAll()
    {
        foreach (Assembly assembly in (Assembly[])[typeof(RecoveryManager).Assembly, typeof(Agent).Assembly])
        {
            foreach (Type type in assembly.GetTypes())
            {
                if (type.Namespace is { } space && Namespaces.Contains(space) && !type.ContainsGenericParameters)
                    PrepareMembers(type);
            }
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What was trimmed away needs no preparation.")]
    private static void PrepareMembers(Type type)
    {
        foreach (MethodBase method in type.GetMembers(OwnMembers).OfType<MethodBase>())
        {
            if (method.IsAbstract || method.ContainsGenericParameters)
                continue;
            try
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
            catch (Exception)
            {
                // One that can not be prepared, as an import of a library that is not here, is compiled when it is called, if ever.
            }
        }
    }
}
