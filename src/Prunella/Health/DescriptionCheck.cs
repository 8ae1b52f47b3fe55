namespace Prunella.Health;

/// <summary>Refuses a description that can not be right, while its author is still on the stack.</summary>
internal static class DescriptionCheck
{
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMilliseconds(50);

    /// <exception cref="ArgumentException">The description is wrong; the message says where.</exception>
    public static void Run(ComponentDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (description.Name == default)
            throw new ArgumentException("A component has a name.", nameof(description));
        if (description.Requires.Contains(description.Name) || description.Uses.Contains(description.Name))
            throw new ArgumentException($"{description.Name} depends on itself.", nameof(description));

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ProbeSchedule schedule in description.Probes)
        {
            if (!names.Add(schedule.Name))
                throw new ArgumentException($"{description.Name} has two probes of the name '{schedule.Name}'.", nameof(description));
            if (schedule.Period < LeastPeriod)
                throw Wrong(description, schedule, "its period is shorter than 50 ms");
            if (schedule.Timeout <= TimeSpan.Zero)
                throw Wrong(description, schedule, "its timeout is not positive");
            if (schedule.Grace < TimeSpan.Zero)
                throw Wrong(description, schedule, "its grace is negative");
            if (schedule.Jitter is not (>= 0 and <= 0.5))
                throw Wrong(description, schedule, "its jitter does not lie in [0, 0.5]");
        }

        if (names.Count > ComponentWatch.MaxSources / 2)
            throw new ArgumentException($"{description.Name} has more than {ComponentWatch.MaxSources / 2} probes.", nameof(description));
    }

    private static ArgumentException Wrong(ComponentDescription description, ProbeSchedule schedule, string what) =>
        new($"The probe '{schedule.Name}' of {description.Name} can not work: {what}.", nameof(description));
}
