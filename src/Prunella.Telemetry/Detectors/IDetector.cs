namespace Prunella.Telemetry.Detectors;

/// <summary>Looks for one class of findings. Stateless: the same input gives the same answer.</summary>
internal interface IDetector
{
    /// <summary>Everything that was looked at, with how probable it is by chance alone; also what is quite probable, for that is counted too.</summary>
    IEnumerable<Candidate> Detect(DetectorInput input, FindingWriter write);
}
