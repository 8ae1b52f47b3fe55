using System.Globalization;

namespace Shop.Faults;

/// <summary>How many of the next starts are to crash, counted in a file because the process does not live to remember.</summary>
internal sealed class StartCrashes(string directory)
{
    private const int Most = 100;
    private readonly string _path = Path.Combine(directory, "crash-on-start");

    /// <summary>Asks the next <paramref name="times"/> starts to crash; 0 takes it back.</summary>
    public void Set(int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(times, Most);
        if (times == 0)
        {
            File.Delete(_path);
            return;
        }

        string next = _path + ".new";
        File.WriteAllText(next, times.ToString(CultureInfo.InvariantCulture));
        File.Move(next, _path, overwrite: true);
    }

    /// <summary>Whether this start is to crash; counts it.</summary>
    public bool Take()
    {
        if (!File.Exists(_path) || !int.TryParse(File.ReadAllText(_path), CultureInfo.InvariantCulture, out int left) || left <= 0)
            return false;
        Set(Math.Min(left, Most) - 1);
        return true;
    }
}
