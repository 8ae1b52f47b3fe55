namespace Prunella.Resilience;

internal static class Rejections
{
    public static Rejection Of(CallRejectedException error) => error switch
    {
        ConcurrencyLimitException => Rejection.ConcurrencyLimit,
        DeadlinePassedException => Rejection.DeadlinePassed,
        _ => Rejection.CircuitOpen,
    };

    public static CallRejectedException ToException(Rejection rejection, string service, TimeSpan retryAfter) => rejection switch
    {
        Rejection.ConcurrencyLimit => new ConcurrencyLimitException(service),
        Rejection.DeadlinePassed => new DeadlinePassedException(service),
        _ => new CircuitOpenException(service, retryAfter),
    };
}
