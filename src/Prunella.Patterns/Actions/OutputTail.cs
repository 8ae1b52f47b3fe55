using System.Text;

namespace Prunella.Patterns.Actions;

/// <summary>Keeps the end of what is printed. Thread-safe.</summary>
internal sealed class OutputTail(int most)
{
    private readonly StringBuilder _text = new();

    public async Task TakeAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            lock (_text)
            {
                _ = _text.Append(buffer, 0, count);
                if (_text.Length > most)
                    _ = _text.Remove(0, _text.Length - most);
            }
        }
    }

    public override string ToString()
    {
        lock (_text)
            return _text.ToString();
    }
}
