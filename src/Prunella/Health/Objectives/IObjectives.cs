namespace Prunella.Health;

/// <summary>The service-level objectives of this process. Any thread may call.</summary>
public interface IObjectives
{
    /// <summary>How each is kept, in the order they were given; an immutable picture.</summary>
    IReadOnlyList<ObjectiveStatus> Current { get; }

    /// <summary>Counts events of an objective of <see cref="ObjectiveKind.Recorded"/>. Allocates nothing; unknown names are ignored.</summary>
    /// <param name="objective">Its name.</param>
    /// <param name="good">How many good ones; negative ones are ignored.</param>
    /// <param name="bad">How many bad ones; negative ones are ignored.</param>
    void Record(string objective, long good, long bad);
}
