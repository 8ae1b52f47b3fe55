using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Names every fault of <see cref="ObjectiveOptions"/> at once.</summary>
public sealed class ObjectiveOptionsValidator : IValidateOptions<ObjectiveOptions>
{
    private const int MostBad = 1_000_000;
    private static readonly TimeSpan _least = TimeSpan.FromDays(1), _most = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ObjectiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.Of.Count > ObjectiveOptions.Most)
            errors.AddError($"must be at most {ObjectiveOptions.Most}, but are {options.Of.Count}.", nameof(options.Of));
        for (int i = 0; i < options.Of.Count; i++)
        {
            foreach ((string key, string fault) in Faults(options.Of[i]))
                errors.AddError(fault, $"Of:{i}:{key}");
        }

        foreach (IGrouping<string, ServiceObjective> same in options.Of.GroupBy(static one => one.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            errors.AddError($"'{same.Key}' is there twice.", nameof(options.Of));
        return errors.Build();
    }

    /// <summary>What is wrong with one objective, each with its key.</summary>
    public static IEnumerable<(string Key, string Fault)> Faults(ServiceObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (objective.Name.Length == 0 || !ComponentName.TryParse(ObjectiveWatch.Prefix + objective.Name, out _))
            yield return (nameof(objective.Name), $"'{objective.Name}' can not be part of a component's name: a-z 0-9 . _ - # / only.");
        if (objective.Target is not (>= 0.9 and < 1))
            yield return (nameof(objective.Target), $"must be at least 0.9 and less than 1, but is {objective.Target}.");
        if (objective.Window < _least || objective.Window > _most)
            yield return (nameof(objective.Window), $"must be 1 to 90 days, but is {objective.Window}.");
        if (objective.LeastBad is < 1 or > MostBad)
            yield return (nameof(objective.LeastBad), $"must be 1 to {MostBad}, but is {objective.LeastBad}.");
        if (!Enum.IsDefined(objective.Kind))
            yield return (nameof(objective.Kind), $"there is no kind '{objective.Kind}'.");
        if (objective.Component is { } component && !ComponentName.TryParse(component, out _))
            yield return (nameof(objective.Component), $"'{component}' is not a component name.");
        if (objective is { Kind: ObjectiveKind.Health, Component: null })
            yield return (nameof(objective.Component), "must be given: whose health counts.");
        if (objective is { Kind: ObjectiveKind.Points, AtMost: null })
            yield return (nameof(objective.AtMost), "must be given: from where on a point is bad.");
        if (objective.AtMost is { } limit && !double.IsFinite(limit))
            yield return (nameof(objective.AtMost), $"must be a finite number, but is {limit}.");
        if (objective.Kind is ObjectiveKind.Requests or ObjectiveKind.Points && objective.Series.Length == 0)
            yield return (nameof(objective.Series), "must name a series.");
        foreach (string bad in objective.Bad.Where(static bad => bad.IndexOf('=', StringComparison.Ordinal) <= 0))
            yield return (nameof(objective.Bad), $"'{bad}' is not a tag and its value, as outcome=lost.");
    }
}
