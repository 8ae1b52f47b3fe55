namespace Prunella.Health;

/// <summary>Something that visits to an operation did before and do no more, or do now and did not before.</summary>
/// <param name="Component">The component.</param>
/// <param name="Operation">Its operation, by the entry span.</param>
/// <param name="What">What is done: a call, a line of log, one line after another.</param>
/// <param name="Before">Share of visits before.</param>
/// <param name="Now">Share of visits now.</param>
/// <param name="Deviations">Of the difference, two-proportion test.</param>
/// <param name="Visits">How many visits now.</param>
internal readonly record struct FlowChange(string Component, string Operation, string What, double Before, double Now, double Deviations, int Visits);
