using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>What happened in which order, case by case: an order, a trace, a session. Immutable.</summary>
public sealed class EventLog
{
    private EventLog(ImmutableArray<string> activities, ImmutableArray<FlowVariant> variants)
    {
        Activities = activities;
        Variants = variants;
    }

    /// <summary>The names of the steps; others refer to them by their place here.</summary>
    public ImmutableArray<string> Activities { get; }

    /// <summary>The different courses that cases took, the most frequent first.</summary>
    public ImmutableArray<FlowVariant> Variants { get; }

    /// <summary>How many cases there are.</summary>
    public long Cases => Variants.Sum(static variant => variant.Count);

    /// <summary>How many events there are.</summary>
    public long Events => Variants.Sum(static variant => variant.Count * variant.Steps.Length);

    /// <summary>Makes a log of cases.</summary>
    /// <param name="cases">The steps of each case, in order.</param>
    public static EventLog Of(IEnumerable<IReadOnlyList<string>> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var counts = new Dictionary<Course, long>();
        foreach (IReadOnlyList<string> steps in cases)
        {
            var course = new int[steps.Count];
            for (int i = 0; i < course.Length; i++)
            {
                if (!numbers.TryGetValue(steps[i], out course[i]))
                    numbers.Add(steps[i], course[i] = numbers.Count);
            }

            var key = new Course(course);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return new EventLog(
            [.. numbers.OrderBy(static pair => pair.Value).Select(static pair => pair.Key)],
            [.. counts.OrderByDescending(static pair => pair.Value).Select(static pair => new FlowVariant([.. pair.Key.Steps], pair.Value))]);
    }

    private readonly record struct Course(int[] Steps)
    {
        public bool Equals(Course other) => Steps.AsSpan().SequenceEqual(other.Steps);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (int step in Steps)
                hash.Add(step);
            return hash.ToHashCode();
        }
    }
}
