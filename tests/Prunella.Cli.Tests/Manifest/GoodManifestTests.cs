using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Cli.Manifest;
using Prunella.Kernel;
using Prunella.Supervisor;

namespace Prunella.Cli.Tests.Manifest;

public sealed partial class GoodManifestTests
{
    private static readonly string[] Examples = ReadExamples();

    [Fact]
    public void Every_example_of_the_documentation_is_a_plan()
    {
        Assert.Equal(4, Examples.Length);
        foreach (string example in Examples)
            Assert.NotEmpty(Parse(example).Services);
    }

    [Fact]
    public void Every_key_reaches_the_plan()
    {
        SupervisionPlan plan = Parse(Examples[1]);
        ServicePlan inventory = plan.Services[0], orders = plan.Services[1], mail = plan.Services[2];

        Assert.Equal("shop", plan.Project);
        Assert.Equal(HealingMode.Suggest, plan.Fixes);
        Assert.Equal(HealingMode.Ask, Parse(Examples[0]).Fixes);
        Assert.Equal(["dotnet", "bin/Inventory.dll", "--verbose"], inventory.Command);
        Assert.Equal("inventory.db", inventory.Environment["DB_PATH"]);
        Assert.Equal([null, "admin"], inventory.Listen.Select(static address => address.Name));
        Assert.Equal([5103, 5113], inventory.Listen.Select(static address => address.EndPoint.Port));
        Assert.IsType<Readiness.Notify>(inventory.Ready);
        Assert.Equal(new HeartbeatLimits(), inventory.Heartbeat);
        Assert.Equal(1, inventory.Standby);
        Assert.Equal(new ResourceLimits { MemoryBytes = 512 << 20, Cores = 0.5, Files = 4096, Processes = 200 }, inventory.Limits);
        Assert.Equal(["dotnet", "bin/Orders.dll", "--urls", "http://127.0.0.1:5102"], orders.Command);
        Assert.Equal(2, orders.Replicas);
        Assert.Equal("inventory", Assert.Single(orders.Requires).Value);
        Assert.Equal("mail", Assert.Single(orders.Uses).Value);
        Assert.Equal(new Readiness.Http(new Uri("http://127.0.0.1:5102/health")), orders.Ready);
        Assert.Equal(TimeSpan.FromSeconds(90), orders.StartTimeout);
        Assert.Equal(2, orders.Probes.Count);
        Assert.Equal(["orders/availability", "orders/latency"], orders.Objectives.Select(static objective => objective.Name));
        Assert.Equal([0.999, 0.99], orders.Objectives.Select(static objective => objective.Target));
        Assert.Equal(0.3, orders.Objectives[1].AtMost);
        Assert.EndsWith("/tls/shop.pem", Assert.IsType<CertificatePlan.InFile>(orders.Certificates[0]).Path, StringComparison.Ordinal);
        Assert.Equal(new CertificatePlan.Shown(new System.Net.DnsEndPoint("shop.example.org", 443)) { WarnBefore = TimeSpan.FromDays(30) }, orders.Certificates[1]);
        Assert.Equal(new StopPlan(), orders.Stop);
        Assert.Equal(["sh", "-c", "exec ./mail --queue \"$QUEUE\""], mail.Command);
        Assert.Equal(new Readiness.Alive(TimeSpan.FromSeconds(2)), mail.Ready);
        Assert.Null(mail.Heartbeat);
    }

    [Fact]
    public void What_a_mapping_says_itself_counts_before_what_is_merged_in()
    {
        SupervisionPlan plan = Parse(Examples[2]);

        Assert.Equal([1, 0], plan.Services.Select(static service => service.Standby));
        Assert.All(plan.Services, static service => Assert.IsType<Readiness.Notify>(service.Ready));
    }

    [Fact]
    public void A_variable_with_a_space_stays_one_argument()
    {
        SupervisionPlan plan = ManifestReader.Parse(
            "project: a\nservices: {a: {command: 'run ${FILE} $${HOME} $HOME'}}", "f", "/", static name => name == "FILE" ? "my file" : null);

        Assert.Equal(["run", "my file", "${HOME}", "$HOME"], plan.Services[0].Command);
    }

    [Fact]
    public void Any_mutation_of_a_good_file_is_a_plan_or_a_list_of_faults()
    {
        Gen<(int Example, int At, int Length, string Insert)> mutation =
            from example in Gen.Choose(0, Examples.Length - 1)
            from at in Gen.Choose(0, 4000)
            from length in Gen.Choose(0, 12)
            from insert in Gen.Elements("", "\t", "\n", "  ", ":", "- ", "{", "}", "[", "]", "&a ", "*a", "<<: *a", "'", "\"", "${", "#", "!!x ", "%", "|", "> ", "~", "\0", "é", "0", "-1", "999999999999999999999", "1e400", "\u2028", "? ", "---\n")
            select (example, at, length, insert);

        Prop.ForAll(Arb.From(mutation.ListOf(3)), IsPlanOrFaults).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_line_that_ends_by_a_rare_character_counts_as_a_line() =>
        Assert.True(IsPlanOrFaults([(2, 912, 12, ":"), (1, 146, 1, "{"), (1, 3647, 5, "\u2028")]));

    private static bool IsPlanOrFaults(IList<(int Example, int At, int Length, string Insert)> mutations)
    {
        string text = Examples[mutations[0].Example];
        foreach ((_, int at, int length, string insert) in mutations)
        {
            int start = at % (text.Length + 1);
            text = text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, insert);
        }

        try
        {
            return SupervisionPlanValidator.Validate(Parse(text)).Count == 0;
        }
        catch (ManifestException error)
        {
            int lines = text.Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length + 1; // all of these end a line of YAML
            bool places = error.Faults.Count > 0 && error.Faults.All(fault => fault.At.Line >= 1 && fault.At.Line <= lines && fault.At.Column >= 1);
            return places ? true : throw new InvalidOperationException($"{error.Message}\n--\n{text}");
        }
    }

    private static SupervisionPlan Parse(string text) => ManifestReader.Parse(text, "f", "/", static _ => null);

    private static string[] ReadExamples()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string file = Path.Combine(at.FullName, "docs", "prunella-yaml.md");
            if (File.Exists(file))
                return [.. Block().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value)];
        }

        throw new FileNotFoundException("docs/prunella-yaml.md");
    }

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
