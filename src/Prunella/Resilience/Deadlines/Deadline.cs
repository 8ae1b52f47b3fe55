using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Prunella.Resilience;

/// <summary>The moment by which an answer must be there, carried along with the work: through retries, nested calls and hops between services.</summary>
/// <remarks>Monotonic. Between services goes what is left of it (<see cref="HeaderName"/>), never a time of day: clocks differ.</remarks>
public sealed class Deadline
{
    /// <summary>The header that carries what is left, in whole milliseconds.</summary>
    public const string HeaderName = "X-Prunella-Deadline-Ms";

    private static readonly AsyncLocal<Deadline?> Ambient = new();

    // Most processes never begin one, and looking for it costs a quarter of a protected call.
    private static bool s_everBegun;

    private readonly TimeProvider _time;
    private readonly long _timestamp;
    private readonly TimeSpan _allowed;

    private Deadline(TimeProvider time, TimeSpan allowed)
    {
        _time = time;
        _allowed = allowed;
        _timestamp = time.GetTimestamp();
    }

    /// <summary>The deadline of the present work; null where there is none.</summary>
    public static Deadline? Current => s_everBegun ? Ambient.Value : null;

    /// <summary>What is left; zero or less when it has passed.</summary>
    public TimeSpan Remaining => _allowed - _time.GetElapsedTime(_timestamp);

    /// <summary>Gives the work from here on a deadline. An earlier one that already holds stays. Dispose the result to end it.</summary>
    /// <param name="allowed">From now on.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static Scope Begin(TimeSpan allowed, TimeProvider? time = null)
    {
        Deadline? outer = Ambient.Value;
        s_everBegun = true; // before it is set; whoever gets it over an await or a new thread gets this with it
        if (outer is null || outer.Remaining > allowed)
            Ambient.Value = new Deadline(time ?? TimeProvider.System, allowed);
        return new Scope(outer);
    }

    /// <summary>Reads the value of <see cref="HeaderName"/>.</summary>
    public static bool TryParseHeader([NotNullWhen(true)] string? value, out TimeSpan remaining)
    {
        bool valid = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds < TimeSpan.MaxValue.TotalMilliseconds;
        remaining = valid ? TimeSpan.FromMilliseconds(milliseconds) : default;
        return valid;
    }

    /// <summary>What is left, as the value of <see cref="HeaderName"/>; never less than 0.</summary>
    public string ToHeader() => ((long)Math.Max(0, Remaining.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The stretch of work that a deadline holds for.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly Deadline? _outer;

        internal Scope(Deadline? outer) => _outer = outer;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (Ambient.Value != _outer)
                Ambient.Value = _outer;
        }
    }
}
