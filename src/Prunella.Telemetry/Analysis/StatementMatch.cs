using System.Collections.Immutable;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Gives statements of one profile the names that another has for them: logs that are read apart may tell other places of a message for values, or know of other loggers.</summary>
internal static class StatementMatch
{
    private const int Most = 1000;

    public static PeriodProfile Renamed(PeriodProfile profile, PeriodProfile like)
    {
        HashSet<string> own = [.. profile.Templates.Keys.Select(static key => key.Operation)];
        var known = like.Templates.Keys.GroupBy(static key => key.Operation, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);
        List<(string[] Words, OperationKey Key)> lost = [.. known.Values.Where(key => !own.Contains(key.Operation)).Take(Most).Select(static key => (key.Operation.Split(' '), key))];
        Dictionary<OperationKey, OperationKey> names = profile.Templates.Keys.Index().ToDictionary(static pair => pair.Item, pair =>
            known.TryGetValue(pair.Item.Operation, out OperationKey same) ? same : pair.Index < Most && Like(pair.Item.Operation.Split(' '), lost) is { } other ? other : pair.Item);
        var order = names.DistinctBy(static pair => pair.Key.Operation).ToDictionary(static pair => pair.Key.Operation, static pair => pair.Value.Operation, StringComparer.Ordinal);
        return profile with
        {
            Templates = Joined(profile.Templates, names, static (one, other) => one with { Count = one.Count + other.Count, Occasions = Math.Max(one.Occasions, other.Occasions) }),
            Operations = Joined(profile.Operations, names, static (one, other) => one.Calls >= other.Calls ? one : other),
            Errors = profile.Errors.GroupBy(pair => like.Errors.ContainsKey(pair.Key) ? pair.Key : NameOf(pair.Key, new OperationKey(pair.Value.Service, pair.Value.Template), names), StringComparer.Ordinal)
                .ToImmutableDictionary(static group => group.Key, static group => group.Select(static pair => pair.Value).Aggregate(static (one, other) => one with { Count = one.Count + other.Count })),
            Values = profile.Values.GroupBy(pair => (names.GetValueOrDefault(pair.Key.Statement, pair.Key.Statement), pair.Key.Name)).ToImmutableDictionary(static group => group.Key, static group => group.MinBy(static pair => pair.Value.Lowest).Value),
            RecordOrder = profile.RecordOrder.GroupBy(pair => Renamed(pair.Key, order), StringComparer.Ordinal).ToImmutableDictionary(static group => group.Key, static group => group.Sum(static pair => pair.Value)),
        };
    }

    private static OperationKey? Like(string[] words, List<(string[] Words, OperationKey Key)> known)
    {
        foreach ((string[] others, OperationKey key) in known)
        {
            if (others.Length == words.Length && Like(words, others))
                return key;
        }

        return null;
    }

    // Word by word the same, but where one of both has a value; and at least one word besides.
    private static bool Like(string[] words, string[] others)
    {
        int same = 0;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == others[i])
                same += words[i].Contains(TemplateText.Value, StringComparison.Ordinal) ? 0 : 1;
            else if (!words[i].Contains(TemplateText.Value, StringComparison.Ordinal) && !others[i].Contains(TemplateText.Value, StringComparison.Ordinal))
                return false;
        }

        return same > 0;
    }

    private static ImmutableDictionary<OperationKey, T> Joined<T>(ImmutableDictionary<OperationKey, T> all, Dictionary<OperationKey, OperationKey> names, Func<T, T, T> join) =>
        all.GroupBy(pair => names.GetValueOrDefault(pair.Key, pair.Key)).ToImmutableDictionary(static group => group.Key, group => group.Select(static pair => pair.Value).Aggregate(join));

    // As ErrorNames makes them of logger and exception or statement; names that the caller gave stay as they are.
    private static string NameOf(string error, OperationKey statement, Dictionary<OperationKey, OperationKey> names) =>
        !error.StartsWith($"{statement.Service}|", StringComparison.Ordinal) || !names.TryGetValue(statement, out OperationKey name) ? error
        : error[(statement.Service.Length + 1)..] == statement.Operation ? $"{name.Service}|{name.Operation}" : $"{name.Service}|{error[(statement.Service.Length + 1)..]}";

    private static string Renamed(string pair, Dictionary<string, string> names)
    {
        int place = pair.IndexOf(" → ", StringComparison.Ordinal);
        return $"{names.GetValueOrDefault(pair[..place], pair[..place])} → {names.GetValueOrDefault(pair[(place + 3)..], pair[(place + 3)..])}";
    }
}
