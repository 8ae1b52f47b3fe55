using System.Text;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Tests.Ingest;

public sealed class LogFollowerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-follow-").FullName;
    private readonly Kept _kept = new();
    private readonly List<string> _told = [];

    [Fact]
    public void What_is_added_is_read_and_what_was_there_is_not()
    {
        Append("order 1 placed", "order 2 placed");
        using LogFollower follower = Follow();
        follower.Turn();
        Append("order 3 placed", "order 4 placed");

        Quiet(follower);

        Assert.Equal(["order 3 placed", "order 4 placed"], _kept.Messages);
    }

    [Fact]
    public void A_file_that_was_cut_short_is_read_from_its_new_beginning()
    {
        Append("order 1 placed", "order 2 placed");
        using LogFollower follower = Follow();
        follower.Turn();
        File.WriteAllText(LogPath, "");
        follower.Turn();
        Append("order 3 placed");

        Quiet(follower);

        Assert.Equal(["order 3 placed"], _kept.Messages);
        Assert.Contains("cut short", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotated_file_is_read_to_its_end_and_then_the_new_one()
    {
        Append("order 1 placed");
        using LogFollower follower = Follow();
        follower.Turn();
        Append("order 2 placed");
        File.Move(LogPath, LogPath + ".1");
        Append("order 3 placed");

        Quiet(follower);

        Assert.Equal(["order 2 placed", "order 3 placed"], _kept.Messages);
    }

    [Fact]
    public void A_file_that_comes_back_later_is_followed()
    {
        Append("order 1 placed");
        using LogFollower follower = Follow();
        File.Move(LogPath, LogPath + ".1");
        follower.Turn();
        follower.Turn();
        Append("order 2 placed");

        Quiet(follower);

        Assert.Equal(["order 2 placed"], _kept.Messages);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string LogPath => Path.Combine(_folder, "a.log");

    private static void Quiet(LogFollower follower)
    {
        for (int i = 0; i < 6; i++)
            follower.Turn();
    }

    private LogFollower Follow() =>
        new(SourceList.Find([LogPath], _folder, DateTimeOffset.UnixEpoch).Sources, _ => _kept, TimeProvider.System) { Told = problem => _told.Add(problem.Reason) };

    private void Append(params string[] messages) => File.AppendAllLines(LogPath, messages.Select(static message => $"2026-03-01 10:00:00 [INF] {message}"));

    private sealed class Kept : ILogSink
    {
        public List<string> Messages { get; } = [];

        public void Accept(in LogRecord record) => Messages.Add(Encoding.UTF8.GetString(record.Message));
    }
}
