using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Tests.Journal;

public sealed class EventScrubberTests
{
    private const string Secret = "hunter2hunter2";

    // Names, states and who did it: what nobody writes a secret into.
    private static readonly string[] Names =
    [
        "Action", "By", "Author", "Channel", "Components", "Service", "Circuit", "From", "To", "Kind", "Key", "Bundle", "Stage", "File", "SetAside", "Objective",
        "Signal", "Entity", "Id", "Json", "Metric", "Component", "Fingerprint", "Pattern", "Remedy", "Fix", "Category", "Precedent", "Outcome", "Backup", "Operation", "Finding", "Class", "Severity",
        "Against", "Files", "Tier",
    ];

    public static TheoryData<Type> Facts => [.. typeof(JournalEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(JournalEvent)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void No_text_of_any_fact_keeps_a_secret(Type type)
    {
        var fact = (JournalEvent)RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in Texts(type))
            property.SetValue(fact, Told(property.PropertyType));

        JournalEvent scrubbed = EventScrubber.Scrub(fact, new KeyValueScrubber());

        Assert.IsType(type, scrubbed);
        foreach (PropertyInfo property in Texts(type))
        {
            if (!Names.Contains(property.Name))
                Assert.DoesNotContain(Secret, Text(property.GetValue(scrubbed)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_setting_whose_name_tells_a_secret_shows_no_value()
    {
        var fact = new ConfigurationChanged { Version = 1, Key = "Db:Password", From = "old-one", To = "new-one", Author = "ann", Reason = "rotated" };

        var scrubbed = (ConfigurationChanged)EventScrubber.Scrub(fact, new KeyValueScrubber());

        Assert.Equal((KeyValueScrubber.Mask, KeyValueScrubber.Mask, "ann", "rotated"), (scrubbed.From, scrubbed.To, scrubbed.Author, scrubbed.Reason));
        Assert.Equal("5", ((ConfigurationChanged)EventScrubber.Scrub(fact with { Key = "Retries", To = "5" }, new KeyValueScrubber())).To);
    }

    [Fact]
    public async Task Whoever_reads_the_journal_gets_the_clean_text_and_a_scrubber_that_fails_keeps_the_fact_out()
    {
        await using var journal = EventJournal.Open(new JournalOptions(), TimeProvider.System, NullLogger<EventJournal>.Instance, new Moody());
        _ = journal.Append(new IncidentOpened { Severity = HealthState.Failed, Cause = "login with password=hunter2hunter2 failed", Evidence = ["token: abcdefgh"] });
        _ = journal.Append(new InternalFault { Stage = "a", Error = "boom" });

        JournalEntry[] entries = await journal.QueryAsync(new JournalQuery()).ToArrayAsync();

        Assert.Equal($"login with password={KeyValueScrubber.Mask} failed", ((IncidentOpened)entries[0].Event).Cause);
        Assert.Equal("InvalidOperationException over a InternalFault", ((InternalFault)entries[1].Event).Error);
    }

    private static IEnumerable<PropertyInfo> Texts(Type type) => type.GetProperties().Where(static property =>
        property.SetMethod is not null && (property.PropertyType == typeof(string) || property.PropertyType == typeof(IReadOnlyList<string>)
            || property.PropertyType == typeof(IReadOnlyList<DiagnosedSuspect>) || property.PropertyType == typeof(IReadOnlyList<SuspectedCommit>)));

    private static object Told(Type type) =>
        type == typeof(string) ? $"password={Secret}"
        : type == typeof(IReadOnlyList<string>) ? new[] { $"password={Secret}" }
        : type == typeof(IReadOnlyList<SuspectedCommit>) ? new[] { new SuspectedCommit("4a5b", null, $"password={Secret}", 1, Known: false, $"password={Secret}") }
        : new[] { new DiagnosedSuspect("db", null, 1, 1, [$"password={Secret}"]) };

    private static string Text(object? value) => value switch
    {
        IReadOnlyList<DiagnosedSuspect> suspects => string.Join(' ', suspects.SelectMany(static one => one.Evidence)),
        IReadOnlyList<SuspectedCommit> commits => string.Join(' ', commits.Select(static one => $"{one.Subject} {one.Why}")),
        IReadOnlyList<string> texts => string.Join(' ', texts),
        _ => value?.ToString() ?? "",
    };

    private sealed class Moody : IScrubber
    {
        public string Scrub(string text) => text == "boom" ? throw new InvalidOperationException() : new KeyValueScrubber().Scrub(text);
    }
}
