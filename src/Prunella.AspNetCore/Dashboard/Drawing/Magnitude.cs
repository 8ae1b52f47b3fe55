using System.Globalization;

namespace Prunella.AspNetCore.Dashboard.Drawing;

/// <summary>Numbers of any size in a few characters: <c>0.0125</c>, <c>48.5</c>, <c>104.3M</c>.</summary>
internal static class Magnitude
{
    public static string Of(double value) => Math.Abs(value) switch
    {
        double.NaN => "–",
        0 => "0",
        >= 1e12 or < 1e-4 => value.ToString("0.##E+0", CultureInfo.InvariantCulture),
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + "G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };
}
