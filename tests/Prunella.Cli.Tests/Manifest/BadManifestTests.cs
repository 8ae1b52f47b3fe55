using Prunella.Cli.Manifest;

namespace Prunella.Cli.Tests.Manifest;

public sealed class BadManifestTests
{
    public static TheoryData<string, string[]> Bad => new()
    {
        { "", ["f:1:1: the file is empty."] },
        { "hello", ["f:1:1: must be a mapping, but is a text."] },
        { "project: shop", ["f:1:1: services: there must be at least one service."] },
        { "project: shop\nservices: {}", ["f:2:1: services: there must be at least one service."] },
        { "services: {a: {command: x}}", ["f:1:1: project: the name of the project is missing."] },
        { "project: Shop\nservices: {a: {command: x}}", ["f:1:10: project: 'Shop' is not a name: a-z 0-9 . _ - and / only, beginning with a letter or a digit."] },
        { "project: shop\nservice:\n  a: {command: x}", ["f:2:1: service: there is no such key. Did you mean 'services'?"] },
        { "project: shop\nfixes: always\nservices: {a: {command: x}}", ["f:2:8: fixes: must be observe, suggest, ask or auto, but is 'always'."] },
        { Shop("a: {comand: x}"), ["f:3:7: services.a.comand: there is no such key. Did you mean 'command'?"] },
        { Shop("a: {command: }"), ["f:3:16: services.a.command: the command is missing."] },
        { Shop("a: {command: [x, {y: 1}]}"), ["f:3:20: services.a.command[1]: must be a text, but is a mapping."] },
        { Shop("a: {command: 'x && y'}"), ["f:3:16: services.a.command: '&&' needs a shell: write [sh, -c, '…']."] },
        { Shop("a: {command: x 'y}"), ["f:3:16: services.a.command: a quotation mark ' is not closed."] },
        { Shop("a: {command: x, replicas: two}"), ["f:3:29: services.a.replicas: 'two' is not a whole number."] },
        { Shop("a: {command: x, replicas: 65}"), ["f:3:29: services.a.replicas: must lie in 1 to 64, but is 65."] },
        { Shop("a: {command: x, start-timeout: 5}"), ["f:3:34: services.a.start-timeout: '5' is not a duration of at most a day, as 500ms, 2s, 1m30s or 1h."] },
        { Shop("a: {command: x, stop: {timeout: 0s, signal: SIGFOO}}"), ["f:3:35: services.a.stop.timeout: must be positive.", "f:3:47: services.a.stop.signal: 'SIGFOO' is not a signal, as SIGTERM."] },
        { Shop("a: {command: x, limits: {memory: 5X}}"), ["f:3:36: services.a.limits.memory: '5X' is not a size, as 512M or 1.5G."] },
        { Shop("a: {command: x, ready: soon}"), ["f:3:26: services.a.ready: 'soon' says not how it shows: must be 'notify', or one of http, tcp and alive."] },
        { Shop("a: {command: x, ready: {http: ftp://x}}"), ["f:3:33: services.a.ready.http: 'ftp://x' is not an address that begins with http://."] },
        { Shop("a: {command: x, heartbeat: on}"), ["f:3:30: services.a.heartbeat: must be 'off', or have freeze and starvation, but is 'on'."] },
        { Shop("a: {command: x, probes: [{period: 1s}]}"), ["f:3:28: services.a.probes[0]: must have either http or tcp."] },
        { Shop("a: {command: x, objectives: [{availability: 99.9}]}"), ["f:3:47: services.a.objectives[0].availability: '99.9' is not a share, as 99.9%."] },
        { Shop("a: {command: x, objectives: [{target: 99%}]}"), ["f:3:32: services.a.objectives[0]: must have either availability, as 99.9%, or latency and target, as 300ms and 99%."] },
        { Shop("a: {command: x, objectives: [{availability: 99%, window: 400d}]}"), ["f:3:60: services.a.objectives[0].window: '400d' is not a number of days, as 30d."] },
        { Shop("a: {command: x, objectives: [{availability: 50%}]}"), ["f:3:32: services.a.objectives[0]: target must be at least 0.9 and less than 1, but is 0.5."] },
        { Shop("a: {command: x, certificates: [{warn-before: 3d}]}"), ["f:3:34: services.a.certificates[0]: must say whose: of, a file or host:port."] },
        { Shop("a: {command: x, certificates: [{of: a.pem, warn-before: soon}]}"), ["f:3:59: services.a.certificates[0].warn-before: 'soon' is not a number of days, as 30d."] },
        { Shop("a: {command: x, directory: nowhere}"), ["f:3:30: services.a.directory: there is no directory '/nonexistent/nowhere'."] },
        { Shop("a: {command: '${NOPE}'}"), ["f:3:16: services.a.command: the environment variable 'NOPE' is not set; ${NOPE:-…} would give it a default."] },
        { Shop("a: {command: x, environment: [A=1]}"), ["f:3:32: services.a.environment: must be a mapping, but is a list."] },
        { Shop("a#1: {command: x}"), ["f:3:3: services.a#1: a service name must not contain '#': it marks the instances."] },
        { Shop("A: {command: x}\n  b: {command: x, requires: A}"), ["f:3:3: services.A: 'A' is not a name: a-z 0-9 . _ - only, beginning with a letter or a digit.", "f:4:29: services.b.requires[0]: 'A' is not a name: a-z 0-9 . _ - only, beginning with a letter or a digit."] },
        { Shop("a: {command: x, listen: [5000, '5000']}"), ["f:3:34: services.a.listen[1]: port 5000 is taken by services.a.listen[0] already."] },
        { Shop("a: {command: x, listen: web}"), ["f:3:27: services.a.listen[0]: 'web' is not an address, as 5101, 127.0.0.1:5101 or '*:5101'."] },
        { Shop("a: {command: x}\n  a: {command: y}"), ["f:4:3: the key 'a' is written twice; the first stands in line 3."] },
        { "project: shop\nservices:\n\ta: {command: x}", ["f:3:1: a tab stands in the indentation; YAML wants spaces."] },
        { Shop("a: {command: x") + "\n", ["f:4:1: this is not YAML: did not find expected ',' or '}'."] },
        { Shop("a: *b"), ["f:3:6: this is not YAML: there is no anchor '&b' before this place."] },
        { Shop("a: {command: x}") + "\n---\nproject: b\n", ["f:4:1: there must be only one document in the file."] },
        {
            Shop("a: {command: x, requires: [b]}\n  b: {command: x, requires: [c]}\n  c: {command: x, requires: [a]}"),
            ["f:3:19: services.a.requires: the services require each other in a circle: a → b → c → a."]
        },
        {
            "project: shop\nservices:\n  inventory:\n    command: x\n  orders:\n    command: y\n    replicas: 0\n    requires:\n      - inventroy\n",
            ["f:7:15: services.orders.replicas: must lie in 1 to 64, but is 0.", "f:9:9: services.orders.requires[0]: there is no service 'inventroy'. Did you mean 'inventory'?"]
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Each_fault_is_told_once_with_its_place(string text, string[] expected)
    {
        var error = Assert.Throws<ManifestException>(() => ManifestReader.Parse(text, "f", "/nonexistent", static _ => null));

        Assert.Equal(expected, error.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Deep_nesting_ends_in_a_fault_and_not_in_a_crash() =>
        Assert.Contains("nested more than", Assert.Throws<ManifestException>(static () =>
            ManifestReader.Parse(new string('[', 100_000), "f", "/", static _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_that_multiply_are_stopped()
    {
        string bomb = string.Join('\n', Enumerable.Range(1, 9).Select(static level =>
            $"x-{level}: &l{level} [{string.Join(',', Enumerable.Repeat(level == 1 ? "x" : $"*l{level - 1}", 10))}]"));

        Assert.Contains("more than 100000 values", Assert.Throws<ManifestException>(() =>
            ManifestReader.Parse(bomb, "f", "/", static _ => null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_so() =>
        Assert.Equal("x.yaml:1:1: there is no such file.", Assert.Throws<ManifestException>(static () =>
            ManifestReader.Read("/nonexistent/x.yaml", "x.yaml", static _ => null)).Message);

    private static string Shop(string services) => $"project: shop\nservices:\n  {services}";
}
