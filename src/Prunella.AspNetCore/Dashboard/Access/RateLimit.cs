using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Access;

/// <summary>So many requests of one person in so much time. Thread-safe, bounded: beyond many persons at once, the rest share one allowance.</summary>
internal sealed class RateLimit(int requests, TimeSpan period, TimeProvider time)
{
    private const int MostPersons = 4096;
    private const string Rest = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    public bool Allows(string person)
    {
        lock (_lock)
        {
            if (!_buckets.TryGetValue(person, out TokenBucket? bucket))
            {
                if (_buckets.Count >= MostPersons)
                    Forget();
                string name = _buckets.Count < MostPersons ? person : Rest;
                if (!_buckets.TryGetValue(name, out bucket))
                    _buckets[name] = bucket = new TokenBucket(requests, period, time);
            }

            return bucket.TryTake();
        }
    }

    private void Forget()
    {
        foreach ((string name, _) in _buckets.Where(static pair => pair.Value.Left == pair.Value.Capacity).ToArray())
            _ = _buckets.Remove(name);
    }
}
