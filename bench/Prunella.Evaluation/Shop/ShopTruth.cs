using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prunella.Telemetry.Findings;

namespace Prunella.Evaluation.Shop;

/// <summary>What was done in a recording: <c>truth.json</c> beside it.</summary>
/// <param name="Seed">The seed of the load.</param>
/// <param name="Rate">Requests per second to each shop.</param>
/// <param name="Seconds">The length of each file.</param>
/// <param name="Runs">The periods that are judged.</param>
/// <param name="NeverCalled">Routes that are declared and that nobody asks for: to say so is right in every run, and counts neither way.</param>
internal sealed record ShopTruth(int Seed, double Rate, double Seconds, ImmutableArray<ShopTruth.Run> Runs, ImmutableArray<string> NeverCalled)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <param name="File">The period.</param>
    /// <param name="Before">The ordinary periods that it is compared with.</param>
    /// <param name="Change">What was changed; null for nothing.</param>
    /// <param name="Class">The class of the finding that must be told.</param>
    /// <param name="Service">The service of which it must be told.</param>
    /// <param name="Entailed">What may be told besides: it follows from the change.</param>
    /// <param name="Lie">A route that the document of the gateway declares and that is not served.</param>
    internal sealed record Run(string File, ImmutableArray<string> Before, string? Change, FindingClass? Class, string? Service, ImmutableArray<Follower> Entailed, string? Lie);

    /// <summary>A finding that follows from another.</summary>
    internal sealed record Follower(FindingClass Class, string Service);

    public static ShopTruth Read(string folder)
    {
        string path = Path.Combine(folder, "truth.json");
        if (!System.IO.File.Exists(path))
            throw new InvalidDataException($"{path} does not exist.");
        try
        {
            return JsonSerializer.Deserialize<ShopTruth>(System.IO.File.ReadAllBytes(path), Json) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    public void Write(string folder) => System.IO.File.WriteAllBytes(Path.Combine(folder, "truth.json"), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
