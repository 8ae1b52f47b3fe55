using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Prunella.Link;

/// <summary>Waits at the standby pipe until the supervisor says <c>go</c>.</summary>
internal static class StandbyGate
{
    private const int LongestLine = 64;

    /// <summary>Begins to read on a thread of its own: a blocking read on the pool would take a thread from the warm-up.</summary>
    /// <param name="descriptor">The number of the pipe's descriptor, which is closed at the end.</param>
    /// <returns>Null once the word was said; else why it will not be, as when the supervisor is gone.</returns>
    public static Task<string?> WaitAsync(string descriptor)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => answer.SetResult(Read(descriptor))) { Name = "prunella-standby", IsBackground = true }.Start();
        return answer.Task;
    }

    private static string? Read(string descriptor)
    {
        if (!int.TryParse(descriptor, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return $"'{descriptor}' is no descriptor";
        try
        {
            using var pipe = new FileStream(new SafeFileHandle(number, ownsHandle: true), FileAccess.Read, bufferSize: 0);
            return ReadLine(pipe) switch
            {
                "go" => null,
                null => "the supervisor closed the pipe",
                string line => $"the supervisor said '{line}'",
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return error.Message;
        }
    }

    private static string? ReadLine(FileStream pipe)
    {
        var line = new StringBuilder();
        for (int letter = pipe.ReadByte(); letter != '\n'; letter = pipe.ReadByte())
        {
            if (letter < 0 || line.Length == LongestLine)
                return letter < 0 ? null : line.ToString();
            _ = line.Append((char)letter);
        }

        return line.ToString();
    }
}
