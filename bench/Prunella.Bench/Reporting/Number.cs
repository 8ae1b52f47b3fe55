using System.Globalization;

namespace Prunella.Bench.Reporting;

/// <summary>Numbers as a person reads them: three significant digits, no exponent.</summary>
internal static class Number
{
    public static string Show(double value)
    {
        int whole = value == 0 ? 1 : (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;
        return value.ToString("#,0." + new string('#', Math.Clamp(3 - whole, 0, 6)), CultureInfo.InvariantCulture);
    }
}
