using System.Runtime.CompilerServices;
using System.Text;

namespace Prunella.Patterns.Generation;

/// <summary>Reads the data of server-sent events, as the HTML standard describes them.</summary>
internal static class ServerEvents
{
    public static async IAsyncEnumerable<string> ReadAsync(Stream body, int mostLine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body, Encoding.UTF8);
        var line = new StringBuilder();
        char[] buffer = new char[4096];
        var data = new StringBuilder();
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (buffer[i] != '\n')
                {
                    _ = line.Append(buffer[i]);
                    continue;
                }

                string text = line.ToString().TrimEnd('\r');
                _ = line.Clear();
                if (text.StartsWith("data:", StringComparison.Ordinal))
                {
                    _ = data.Append(data.Length > 0 ? "\n" : "").Append(text.AsSpan(5).TrimStart(' '));
                }
                else if (text.Length == 0 && data.Length > 0)
                {
                    yield return data.ToString();
                    _ = data.Clear();
                }
            }

            if (line.Length + data.Length > mostLine)
                throw new InvalidOperationException("An event of the answer is too long.");
        }
    }
}
