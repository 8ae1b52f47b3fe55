namespace Prunella.Evaluation.Shop;

/// <summary>Recordings of the shop: what the seven detectors tell of each period, compared with the ordinary ones before it; beside it how much of that is true.</summary>
internal sealed class ShopSet : IEvaluationSet
{
    public string Name => "shop";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        (ShopScore score, int runs) = ShopJudge.Judge(input, LoggedErrors.NameOf);
        Console.Write(score.Table());
        await File.WriteAllTextAsync(output, score.Table() + "\n" + score.Details, cancellationToken);
        return runs;
    }
}
