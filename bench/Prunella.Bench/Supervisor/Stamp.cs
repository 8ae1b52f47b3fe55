namespace Prunella.Bench.Supervisor;

/// <summary>A child began: when, in nanoseconds of its clock, and its process id.</summary>
internal readonly record struct Stamp(long Nanoseconds, int Pid);
