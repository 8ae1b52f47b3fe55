using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Patterns.Safety;

/// <summary>What may be done by precedent and category. A risky change is never carried out without a person.</summary>
/// <remarks>
/// | precedent | safe | moderate | risky |
/// |---|---|---|---|
/// | unverified | suggest | suggest | suggest |
/// | seeded | ask | suggest | suggest |
/// | verified (helped three times, at least 0.4 sure) | auto | ask | suggest |
/// | verified well (at least 0.7 sure: nine of nine) | auto | auto | ask |
/// | a person stands for it | auto | auto | ask |
/// </remarks>
public static class FixLadder
{
    /// <summary>How often a fix must have helped to be verified.</summary>
    public const int VerifiedAfter = 3;

    private const double Verified = 0.4, VerifiedWell = 0.7;

    /// <summary>The rung of a fix.</summary>
    public static FixDecision Decide(FixCategory category, FixOrigin origin, FixRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        bool verified = record.Helped >= VerifiedAfter && record.LeastHelp >= Verified;
        (string precedent, string said, HealingMode[] row) =
            record.ApprovedBy is { } person && record.Failed <= record.Helped ? ("human", $"{person} stands for it", Row(HealingMode.Auto, HealingMode.Auto, HealingMode.Ask))
            : verified && record.LeastHelp >= VerifiedWell ? ("verified", Counted(record), Row(HealingMode.Auto, HealingMode.Auto, HealingMode.Ask))
            : verified ? ("verified", Counted(record), Row(HealingMode.Auto, HealingMode.Ask, HealingMode.Suggest))
            : origin == FixOrigin.Seeded && record.Failed <= record.Helped ? ("seeded", "it came with a reviewed pattern", Row(HealingMode.Ask, HealingMode.Suggest, HealingMode.Suggest))
            : ("unverified", record.Helped + record.Failed > 0 ? Counted(record) : "nobody has tried it", Row(HealingMode.Suggest, HealingMode.Suggest, HealingMode.Suggest));
        return new FixDecision(row[(int)category], precedent, [$"the change is {Word(category)}, and {said}"]);
    }

    /// <summary>The category in one word, as the journal has it.</summary>
    public static string Word(FixCategory category) => category switch { FixCategory.Safe => "safe", FixCategory.Moderate => "moderate", _ => "risky" };

    private static HealingMode[] Row(HealingMode safe, HealingMode moderate, HealingMode risky) => [safe, moderate, risky];

    private static string Counted(FixRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"it helped {record.Helped} of {record.Helped + record.Failed} times (at least {record.LeastHelp:P0})");
}
