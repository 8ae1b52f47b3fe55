using System.Globalization;
using System.Text;

namespace Prunella.Bench.Telemetry;

/// <summary>Writes logs as services write them, in eight forms of header, with values of every kind: the same for the same seed.</summary>
internal static class LogCorpus
{
    private static readonly DateTime Begin = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Loggers = ["Shop.Orders.OrderService", "Shop.Payments.Gateway", "Shop.Inventory.Reservations", "Shop.Mail.Sender", "Microsoft.AspNetCore.Hosting.Diagnostics"];
    private static readonly string[] Hosts = ["web-1", "web-2", "db-1", "queue-1"];

    /// <summary>Writes eight files of text into a folder, each with as many lines.</summary>
    public static string WriteText(string folder, int linesOfEach, int seed)
    {
        _ = Directory.CreateDirectory(folder);
        for (int form = 0; form < 8; form++)
        {
            using var file = new StreamWriter(Path.Combine(folder, $"service-{form}.log"), append: false, new UTF8Encoding(false), 1 << 20);
            var random = new Random(seed + form);
            DateTime time = Begin;
            for (int i = 0; i < linesOfEach; i++)
            {
                time = time.AddMilliseconds(random.Next(1, 30));
                file.Write(Header(form, time, random, i));
                file.Write(Message(form, random, i));
                file.Write('\n');
            }
        }

        return folder;
    }

    /// <summary>Writes a file of Serilog's compact format.</summary>
    public static string WriteCompact(string path, int events, int seed)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var random = new Random(seed);
        DateTime time = Begin;
        for (int i = 0; i < events; i++)
        {
            time = time.AddMilliseconds(random.Next(1, 10));
            string head = string.Create(CultureInfo.InvariantCulture, $"{{\"@t\":\"{time:O}\",\"@mt\":");
            file.WriteLine(head + (i % 4) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"\"HTTP {{Method}} {{Path}} answered {{StatusCode}} in {{Elapsed}} ms\",\"Method\":\"GET\",\"Path\":\"/api/orders/{random.Next(90_000)}\",\"StatusCode\":200,\"Elapsed\":{random.NextDouble() * 90:F2},\"SourceContext\":\"{Loggers[4]}\"}}"),
                1 => string.Create(CultureInfo.InvariantCulture, $"\"Order {{OrderId}} of {{Customer}} placed with {{Lines}} lines\",\"OrderId\":{random.Next(90_000)},\"Customer\":\"c-{random.Next(900)}\",\"Lines\":{random.Next(1, 9)},\"SourceContext\":\"{Loggers[0]}\"}}"),
                2 => string.Create(CultureInfo.InvariantCulture, $"\"Reserved {{Count}} of {{Sku}} in {{Warehouse}}\",\"@l\":\"Debug\",\"Count\":{random.Next(1, 40)},\"Sku\":\"sku-{random.Next(5000)}\",\"Warehouse\":\"north\",\"SourceContext\":\"{Loggers[2]}\"}}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"\"Payment {{PaymentId}} declined by {{Bank}}\",\"@l\":\"Warning\",\"PaymentId\":\"{random.NextInt64():x16}\",\"Bank\":\"First National\",\"@tr\":\"{random.NextInt64():x16}{random.NextInt64():x16}\",\"SourceContext\":\"{Loggers[1]}\"}}"),
            });
        }

        return path;
    }

    private static string Header(int form, DateTime time, Random random, int line)
    {
        string logger = Loggers[random.Next(Loggers.Length)], level = random.Next(40) switch { 0 => "ERROR", < 3 => "WARN", < 8 => "DEBUG", _ => "INFO" };
        return form switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss.fff} +00:00 [{level[..3]}] "),
            1 => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss,fff} [{random.Next(2, 40)}] {level,-5} {logger} - "),
            2 => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss.ffff}|{level}|{logger}|"),
            3 => string.Create(CultureInfo.InvariantCulture, $"{time:MMM} {time.Day,2} {time:HH:mm:ss} {Hosts[random.Next(4)]} orders[{random.Next(900, 9000)}]: "),
            4 => string.Create(CultureInfo.InvariantCulture, $"{time:yy/MM/dd HH:mm:ss} {level} {logger[(logger.LastIndexOf('.') + 1)..]}: "),
            5 => string.Create(CultureInfo.InvariantCulture, $"<{(level == "ERROR" ? 3 : 6) + 128}>1 {time:yyyy-MM-ddTHH:mm:ss.ffffffZ} {Hosts[random.Next(4)]} {logger[(logger.LastIndexOf('.') + 1)..]} {random.Next(900, 9000)} - - "),
            6 => string.Create(CultureInfo.InvariantCulture, $"[{time:ddd MMM dd HH:mm:ss yyyy}] [{level.ToLowerInvariant()}] "),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time:MM-dd HH:mm:ss.fff}  {random.Next(900, 9000)}  {random.Next(900, 9000)} {level[0]} {logger[(logger.LastIndexOf('.') + 1)..]}: "),
        };
    }

    private static string Message(int form, Random random, int line) => random.Next(14) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"HTTP GET /api/v{form}/orders/{random.Next(90_000)} answered 200 in {random.NextDouble() * 90:F3} ms"),
        1 => string.Create(CultureInfo.InvariantCulture, $"Order {random.Next(90_000)} of customer c-{random.Next(900)} placed with {random.Next(1, 9)} lines, total {random.NextDouble() * 900:F2} EUR"),
        2 => string.Create(CultureInfo.InvariantCulture, $"Reserved {random.Next(1, 40)} of sku-{random.Next(5000)} in warehouse north, {random.Next(900)} left"),
        3 => string.Create(CultureInfo.InvariantCulture, $"Connection 10.0.{random.Next(250)}.{random.Next(250)}:{random.Next(1024, 65000)} opened, {random.Next(64)} of 64 in use"),
        4 => string.Create(CultureInfo.InvariantCulture, $"Retry {random.Next(1, 4)} of 3 after timeout of 500 ms calling http://inventory:8080/reserve/{random.Next(9000)}"),
        5 => string.Create(CultureInfo.InvariantCulture, $"Session {random.NextInt64():x16} refreshed for tenant {random.Next(300)}"),
        6 => string.Create(CultureInfo.InvariantCulture, $"Cache miss for key user:{random.Next(100_000)}, evicted {random.Next(40)} entries of 4096"),
        7 => string.Create(CultureInfo.InvariantCulture, $"Receiving block blk_{random.NextInt64()} src: /10.251.{random.Next(250)}.{random.Next(250)}:{random.Next(65000)} dest: /10.251.{random.Next(250)}.{random.Next(250)}:50010"),
        8 => string.Create(CultureInfo.InvariantCulture, $"Job nightly-report-{line % 50} finished, {random.Next(100_000)} rows in {random.Next(10, 900)}ms"),
        9 => string.Create(CultureInfo.InvariantCulture, $"Payment {random.NextInt64():x12} declined: insufficient funds (code={random.Next(10, 60)}, bank=\"First National\")"),
        10 => string.Create(CultureInfo.InvariantCulture, $"Executed query SELECT id, total FROM orders WHERE customer = {random.Next(900)} in {random.Next(1, 60)} ms"),
        11 => string.Create(CultureInfo.InvariantCulture, $"Garbage collection of generation {random.Next(3)} took {random.NextDouble() * 9:F2} ms, heap {random.Next(40, 900)} MB"),
        12 => string.Create(CultureInfo.InvariantCulture, $"Message sent to user{random.Next(9000)}@example.org with template order-confirmation, size={random.Next(900, 9000)}"),
        _ => "Health check of the database is healthy, nothing to do until the next round",
    };
}
