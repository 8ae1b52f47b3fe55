namespace Prunella.Health;

/// <summary>How the runtime looks for the cause of a trouble by itself. Section <c>Prunella:Health:Diagnosis</c>.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Whether it does. Default true. An operator may ask for a diagnosis nevertheless.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many points of ordinary time each series is compared with. Default 300, in [30, 3,600].</summary>
    public int OrdinaryPoints { get; set; } = 300;

    /// <summary>How many points of trouble are waited for. Default 3, in [1, 60].</summary>
    public int TroublePoints { get; set; } = 3;

    /// <summary>The most series that are compared; further ones are left out. Default 2,000, in [10, 100,000].</summary>
    public int MaxSeries { get; set; } = 2_000;

    /// <summary>
    /// The activity sources whose calls to others are watched, for who calls whom; <c>*</c> at the end stands for anything. Default those of HttpClient, Npgsql and Grpc.Net.Client.
    /// </summary>
    public IList<string> CallSources { get; } = [];

    /// <summary>How many calls a second are looked at; of more than that every second, third … is. Default 50, in [0, 10,000]; 0 watches no calls.</summary>
    public int CallsPerSecond { get; set; } = 50;

    /// <summary>The components behind addresses: <c>"127.0.0.1:5102": "orders"</c>. An address without a name here stands for itself.</summary>
    public IDictionary<string, string> Peers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
