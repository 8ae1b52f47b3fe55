using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Tests.Journal;

/// <summary>Files are read years later: a line in Approved/lines.jsonl is never changed, only added.</summary>
public sealed class JournalFormatTests
{
    private static readonly string Approved = Path.Combine(AppContext.BaseDirectory, "Journal", "Approved", "lines.jsonl");

    public static TheoryData<string> Kinds => [.. Declared().Select(static type => type.Name)];

    [Fact]
    public void Each_kind_is_written_as_approved()
    {
        string written = Encoding.UTF8.GetString(Chain());
        string received = Approved + ".received";
        if (written != File.ReadAllText(Approved))
        {
            File.WriteAllText(received, written);
            Assert.Fail($"The format changed: compare {received} with Journal/Approved/lines.jsonl.");
        }
    }

    [Fact]
    public void Each_approved_line_is_read_back_as_it_was()
    {
        string[] lines = File.ReadAllLines(Approved);
        Type[] declared = [.. Declared()];
        Assert.Equal(declared.Length, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            byte[] line = Encoding.UTF8.GetBytes(lines[i]);
            Assert.Null(JournalLine.Check(line, out _));
            JournalEntry entry = JournalLine.ReadEntry(line)!;
            Assert.Equal((i + 1, "agent", declared[i]), (entry.Sequence, entry.Source, entry.Event.GetType()));
            Assert.Equal(JournalJson.ToUtf8(Sample(declared[i])), JournalJson.ToUtf8(entry.Event));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_text_of_each_kind_counts_in_its_size(string kind)
    {
        Type type = Declared().Single(type => type.Name == kind);
        int before = EventSize.Of(Sample(type));
        foreach (PropertyInfo property in type.GetProperties())
        {
            JournalEvent fact = Sample(type);
            if (property.PropertyType == typeof(string))
                property.SetValue(fact, new string('x', 1000));
            else if (property.PropertyType == typeof(IReadOnlyList<string>))
                property.SetValue(fact, Enumerable.Repeat(new string('x', 100), 10).ToArray());
            else if (property.PropertyType == typeof(IReadOnlyList<ComponentName>))
                property.SetValue(fact, new ComponentName[100]);
            else
                continue;
            Assert.True(EventSize.Of(fact) > before + 900, property.Name);
        }
    }

    [Fact]
    public void A_known_kind_with_an_unknown_value_is_kept_as_it_is()
    {
        byte[] json = """{"kind":"mode-changed","from":"auto","to":"dream","author":"a","reason":"r"}"""u8.ToArray();
        Assert.True(JournalJson.TryRead(json, out JournalEvent? fact));
        Assert.Equal("mode-changed", Assert.IsType<UnknownEvent>(fact).Kind);
        Assert.Equal(json, JournalJson.ToUtf8(fact));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"kind\":")]
    public void What_is_no_object_is_refused(string json) => Assert.False(JournalJson.TryRead(Encoding.UTF8.GetBytes(json), out _));

    private static IEnumerable<Type> Declared() => typeof(JournalEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .OrderBy(static kind => (string)kind.TypeDiscriminator!, StringComparer.Ordinal)
        .Select(static kind => kind.DerivedType);

    private static byte[] Chain()
    {
        var output = new ArrayBufferWriter<byte>();
        byte[] hash = JournalLine.Genesis.ToArray();
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);
        foreach ((int index, Type type) in Declared().Index())
            JournalLine.Write(output, new JournalEntry(index + 1, time, "agent", Sample(type)), hash);
        return output.WrittenSpan.ToArray();
    }

    // Every property gets a value of its own, so that none can be forgotten.
    private static JournalEvent Sample(Type type)
    {
        var fact = (JournalEvent)Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties().Where(static property => property.CanWrite))
            property.SetValue(fact, ValueFor(property));
        return fact;
    }

    private static object ValueFor(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string))
            return $"{property.Name} é \"1\"\n2";
        if (type == typeof(IReadOnlyList<string>))
            return new[] { $"{property.Name} 1", $"{property.Name} 2" };
        if (type == typeof(IReadOnlyList<ComponentName>))
            return new ComponentName[] { new("db/main"), new("cache") };
        if (type == typeof(IReadOnlyList<DiagnosedSuspect>))
            return new DiagnosedSuspect[] { new("db/main", "cpu", 1.5, 0.75, ["cpu rose"]), new("10.0.0.1:80", null, 0.5, 0.25, []) };
        if (type == typeof(IReadOnlyList<SuspectedCommit>))
            return new SuspectedCommit[] { new("43be5c7a", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "Count twice", 0.32, Known: false, "it changed Add"), new("77aa", null, "", 1, Known: true, "ada said so") };
        if (type == typeof(ComponentName))
            return new ComponentName("orders#2");
        if (type == typeof(IncidentId))
            return IncidentId.TryParse("7k3m-9xq2", out IncidentId id) ? id : default;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromMilliseconds(1234.5);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        if (type == typeof(bool))
            return true;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(1)!;
        return Convert.ChangeType(42, type, System.Globalization.CultureInfo.InvariantCulture);
    }
}
