using System.Globalization;
using System.Text;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Supervisor;

/// <summary>What the supervisor knows of a process, for the person who gets the incident.</summary>
internal sealed class ProcessEvidence(Func<ComponentName, ServiceInstance?> find) : IEvidenceSource
{
    public string Name => "process";

    public ValueTask<string> CollectAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (find(incident.Component) is not { } instance)
            return new("no process of the supervisor");

        var text = new StringBuilder();
        CultureInfo plain = CultureInfo.InvariantCulture;
        _ = text.AppendLine(plain, $"service       {instance.Plan.Name}")
            .AppendLine(plain, $"command       {string.Join(' ', instance.Plan.Command)}")
            .AppendLine(plain, $"directory     {instance.Plan.Directory}")
            .AppendLine(plain, $"phase         {instance.Phase}")
            .AppendLine(plain, $"replacements  {instance.Replacements}")
            .AppendLine(plain, $"standbys      {instance.Standbys.Count}");
        if (instance.Active is { } active)
        {
            _ = text.AppendLine(plain, $"process       {active.Id}, for {active.Uptime.TotalSeconds:0.0} s")
                .AppendLine(plain, $"memory        {ProcessFiles.ResidentBytes(active.Id) >> 20} MiB")
                .AppendLine(plain, $"cpu           {ProcessFiles.ProcessorTicks(active.Id) / 100.0:0.00} s")
                .AppendLine(plain, $"says          {active.StatusText ?? "nothing"}")
                .AppendLine("last output:");
            foreach (string line in active.LastLines())
                _ = text.AppendLine(plain, $"  {line}");
        }

        return new(text.ToString());
    }
}
