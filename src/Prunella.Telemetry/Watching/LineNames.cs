using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Watching;

/// <summary>Names the statement that wrote a record, the same for all records of it. Bounded.</summary>
internal sealed class LineNames
{
    private const int MostNames = 20_000, MostText = 100;
    private const string Other = "another line", Error = "error: ";
    private readonly TemplateMiner _miner = new();
    private readonly Dictionary<(int Shape, ulong Category, bool IsError), string> _names = [];
    private readonly Dictionary<string, string> _same = new(StringComparer.Ordinal);

    /// <summary>Whether it names a statement that tells of an error.</summary>
    public static bool IsError(string name) => name.StartsWith(Error, StringComparison.Ordinal);

    public string Of(in LogRecord record)
    {
        int shape = record.Template.IsEmpty ? _miner.Observe(record.Message) : _miner.ObserveGiven(record.Template);
        bool isError = record.Level is LogLevel.Error or LogLevel.Critical;
        var key = (shape, Mix.Of(record.Category), isError);
        if (_names.TryGetValue(key, out string? name))
            return name;
        if (shape == 0 || _names.Count >= MostNames)
            return isError ? Error + Other : Other;
        string text = record.Template.IsEmpty ? TextOf(record.Message) : Encoding.UTF8.GetString(record.Template);
        name = $"{(isError ? Error : "")}{Encoding.UTF8.GetString(record.Category)} {(text.Length > MostText ? text[..MostText] : text)}";
        if (!_same.TryAdd(name, name))
            name = _same[name];
        _names.Add(key, name);
        return name;
    }

    private string TextOf(ReadOnlySpan<byte> message)
    {
        var text = new StringBuilder();
        int at = 0;
        foreach (MessageValue value in _miner.Values)
        {
            text.Append(Encoding.UTF8.GetString(message[at..value.Start])).Append("<*>");
            at = value.Start + value.Length;
        }

        return text.Append(Encoding.UTF8.GetString(message[at..])).ToString();
    }
}
