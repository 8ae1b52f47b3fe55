using System.Collections.Immutable;
using System.Globalization;
using Prunella.Telemetry.Findings;
using Shop.Load;

namespace Prunella.Evaluation.Shop;

/// <summary>Runs the shop with one change after the other and records its telemetry: the input is a seed such as <c>7</c>, or a seed and requests per second as <c>7@20</c>, the output a folder for recordings and truth.</summary>
/// <remarks>
/// Several shops run beside each other, each with its share of the changes: some ordinary periods, then by turns a change and an ordinary period.
/// Each period is compared with the ordinary ones before it.
/// </remarks>
internal sealed class RecordShopSet : IEvaluationSet
{
    private const int Shops = 4, Ordinary = 4;
    private const double DefaultRate = 14;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(40), Warmup = TimeSpan.FromSeconds(30), Settle = TimeSpan.FromSeconds(2);

    public string Name => "record-shop";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        string[] parts = input.Split('@');
        double rate = DefaultRate;
        if (!int.TryParse(parts[0], CultureInfo.InvariantCulture, out int seed) || parts.Length > 1 && (!double.TryParse(parts[1], CultureInfo.InvariantCulture, out rate) || rate is not (> 0 and < 1000)))
            throw new InvalidDataException($"'{input}' is no seed such as 7, or seed and requests per second such as 7@20.");
        Directory.CreateDirectory(output);
        ShopVariant[] variants = [.. ShopVariant.All];
        new Random(seed).Shuffle(variants);
        ImmutableArray<ShopTruth.Run>[] runs = await Task.WhenAll(Enumerable.Range(0, Shops).Select(shop =>
            RecordAsync(shop, seed, rate, [.. variants.Where((_, i) => i % Shops == shop)], output, cancellationToken)));
        new ShopTruth(seed, rate, Period.TotalSeconds, [.. runs.SelectMany(static some => some)], ["GET /orders/{}/status"]).Write(output);
        return runs.Sum(static some => some.Length);
    }

    private static async Task<ImmutableArray<ShopTruth.Run>> RecordAsync(int number, int seed, double rate, ImmutableArray<ShopVariant> variants, string output, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("shop-");
        var periods = new List<(string File, DateTimeOffset From, DateTimeOffset To)>();
        var runs = ImmutableArray.CreateBuilder<ShopTruth.Run>();
        try
        {
            await using (ShopSystem shop = await ShopSystem.StartAsync(folder.FullName, cancellationToken))
            {
                var script = new JourneyScript(shop.Gateway, seed * 100 + number);
                await using LoadGenerator load = LoadGenerator.Start(new LoadOptions { Target = shop.Gateway, Rate = rate, Duration = null }, script);
                await OrdinaryTroubleAsync(shop, cancellationToken);
                await Task.Delay(Warmup, cancellationToken);
                var calm = new List<string>();
                for (int i = 0; i < Ordinary; i++)
                    calm.Add(await PeriodAsync(null));
                foreach (ShopVariant variant in variants)
                {
                    ImmutableArray<string> before = [.. calm.TakeLast(Ordinary)];
                    script.Besides = variant.Request;
                    if (variant.At is { } service)
                        await shop.TurnAsync(service, string.Create(CultureInfo.InvariantCulture, $"change?name={variant.Name}&percent={variant.Percent}&seconds=300"), cancellationToken);
                    runs.Add(new(await PeriodAsync(variant.Name), before, variant.Name, variant.Class, variant.Service,
                        [.. variant.Entailed.Select(static one => new ShopTruth.Follower(one.Class, one.Service))], variant.Lie));
                    script.Besides = null;
                    await shop.ClearAsync(cancellationToken);
                    await OrdinaryTroubleAsync(shop, cancellationToken);
                    string ordinary = await PeriodAsync(null);
                    runs.Add(new(ordinary, before, null, null, null, [], null));
                    calm.Add(ordinary);
                }
            }

            Telemetry all = OtlpLines.ReadAll(folder.FullName);
            foreach ((string file, DateTimeOffset from, DateTimeOffset to) in periods)
                RecordingFile.Write(Path.Combine(output, file), all.Between(from, to));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return runs.ToImmutable();

        async Task<string> PeriodAsync(string? change)
        {
            await Task.Delay(Settle, cancellationToken); // what is under way belongs to neither
            DateTimeOffset from = DateTimeOffset.UtcNow;
            await Task.Delay(Period, cancellationToken);
            string file = string.Create(CultureInfo.InvariantCulture, $"{number}-{periods.Count:00}{(change is null ? "" : "-" + change)}.br");
            periods.Add((file, from, DateTimeOffset.UtcNow));
            await Console.Error.WriteLineAsync(file);
            return file;
        }
    }

    // The printer jams now and then: a known error.
    private static Task OrdinaryTroubleAsync(ShopSystem shop, CancellationToken cancellationToken) =>
        shop.TurnAsync("orders", "change?name=PrinterJam&percent=10&seconds=600", cancellationToken);
}
