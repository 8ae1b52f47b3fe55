using Shop.Load;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

LoadGenerator load;
bool json;
try
{
    CommandLine asked = CommandLine.Parse(args);
    json = asked.Json;
    load = LoadGenerator.Start(asked.Options, new ShopScript(asked.Options.Target, Guid.NewGuid().ToString("N")));
}
catch (Exception error) when (error is FormatException or ArgumentException)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}

Console.CancelKeyPress += (_, stop) =>
{
    stop.Cancel = true;
    _ = load.StopAsync();
};
LoadReport report = await load.Completion;
if (json)
    ReportWriter.Json(report, Console.OpenStandardOutput());
else
    Console.WriteLine(ReportWriter.Text(report));
return report.Total.Outcomes.Failed == 0 ? 0 : 1;
