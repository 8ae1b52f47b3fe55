using System.Globalization;
using System.Text;
using Prunella.Recovery;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Live;

/// <summary>What telemetry shows, for the person who gets an incident: of its component first.</summary>
internal sealed class FindingEvidence(Func<IReadOnlyList<FindingView>> findings) : IEvidenceSource
{
    public string Name => "findings";

    public ValueTask<string> CollectAsync(Incident incident, CancellationToken cancellationToken)
    {
        FindingView[] open = [.. findings().Where(static one => one.EndedAt is null).OrderByDescending(one => one.Component == incident.Component)];
        if (open.Length == 0)
            return new("telemetry shows nothing that is other than usual");
        var text = new StringBuilder();
        foreach (FindingView one in open)
        {
            _ = text.AppendLine(CultureInfo.InvariantCulture, $"{one.Class} ({one.Severity}, confidence {one.Confidence:0.00}) at {one.Place}, since {one.Since:u}: {one.Title}");
            foreach (string line in one.Evidence)
                _ = text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
            _ = text.AppendLine(CultureInfo.InvariantCulture, $"  would confirm it: {one.Confirmation}").AppendLine();
        }

        return new(text.ToString());
    }
}
