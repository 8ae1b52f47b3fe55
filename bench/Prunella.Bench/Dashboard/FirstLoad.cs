using System.Text.RegularExpressions;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Dashboard;

/// <summary>What a browser that knows nothing yet loads for the first page, as it goes over the wire.</summary>
internal sealed partial class FirstLoad : IMeasurement
{
    public string Name => "First load";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        await using ServedDashboard server = await ServedDashboard.StartAsync(bench, "first", 12, 100, cancellationToken);
        string page = await server.Client.GetStringAsync(ServedDashboard.Prefix, cancellationToken);
        Table table = new("First load, compressed", "file", "bytes");
        double sum = 0;
        foreach (string file in Files().Matches(page).Select(static match => match.Groups[1].Value).Prepend(string.Empty))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{ServedDashboard.Prefix}/{file}");
            request.Headers.Add("Accept-Encoding", "br, gzip");
            using HttpResponseMessage answer = await server.Client.SendAsync(request, cancellationToken);
            double bytes = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            sum += bytes;
            table.Row(file.Length == 0 ? "the page" : file.Split('?')[0], Number.Show(bytes));
        }

        report.Add(table);
        report.Set("first_load_kb", sum / 1024);
    }

    [GeneratedRegex("(?:href|src)=\"(assets/[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Files();
}
