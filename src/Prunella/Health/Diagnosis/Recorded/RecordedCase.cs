namespace Prunella.Health;

/// <summary>One recorded trouble.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Input">What is known of it.</param>
public sealed record RecordedCase(string Name, DiagnosisInput Input);
