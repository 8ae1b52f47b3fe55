using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>The sources of records (loggers, programs), numbered, with the levels of their records. At most 2,048; further ones count as the first, which has no name.</summary>
internal sealed class CategoryTable
{
    private const int Most = 2048;
    private readonly ShapeTable _numbers = new();
    private readonly List<string> _names = [""];
    private readonly List<long[]> _levels = [new long[7]];

    public IReadOnlyList<string> Names => _names;

    public IReadOnlyList<long[]> Levels => _levels;

    public void Count(int category, LogLevel level) => _levels[category][(int)level]++;

    public int NumberOf(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return 0;
        ulong key = Mix.Of(name) | 1;
        int number = _numbers.Find(key);
        if (number < 0)
        {
            if (_names.Count >= Most)
                return 0;
            number = _names.Count;
            _names.Add(Encoding.UTF8.GetString(name[..Math.Min(name.Length, 200)]));
            _levels.Add(new long[7]);
            _numbers.Add(key, number);
        }

        return number;
    }
}
