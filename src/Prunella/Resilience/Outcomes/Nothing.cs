namespace Prunella.Resilience;

/// <summary>The answer of a call that gives none.</summary>
public readonly record struct Nothing
{
    internal static ValueTask<Nothing> After(ValueTask call)
    {
        if (!call.IsCompletedSuccessfully)
            return AwaitAsync(call);
        call.GetAwaiter().GetResult();
        return default;
    }

    private static async ValueTask<Nothing> AwaitAsync(ValueTask call)
    {
        await call;
        return default;
    }
}
