using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Journal;
using Prunella.Recovery;
using Prunella.Testing;

namespace Prunella.Tests.Recovery;

public sealed class HealingSwitchTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("prunella-switch-").FullName;
    private readonly ManualLoop _loop = new();
    private readonly RecordingJournal _journal = new();

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Theory]
    [InlineData("false", true)]
    [InlineData(" FALSE ", true)]
    [InlineData("0", true)]
    [InlineData("off", true)]
    [InlineData("true", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_variable_stops_it_from_the_start(string? variable, bool stopped)
    {
        using HealingSwitch healing = Switch(variable);
        Assert.Equal(stopped, healing.Engaged);
        Assert.Equal(stopped ? 1 : 0, _journal.Of<HealingStopped>().Count);
    }

    [Fact]
    public void A_person_stops_and_resumes_it_at_once()
    {
        using HealingSwitch healing = Switch();

        healing.Stop("ann", "maintenance");
        healing.Stop("ann", "maintenance");
        Assert.Equal("maintenance (ann)", healing.Reason);
        Assert.True(healing.Resume("ann", "done"));
        Assert.True(healing.Resume("ann", "done"));

        Assert.False(healing.Engaged);
        _ = Assert.Single(_journal.Of<HealingStopped>());
        _ = Assert.Single(_journal.Of<HealingResumed>());
    }

    [Fact]
    public void The_file_stops_it_within_a_quarter_second_and_outranks_a_person()
    {
        using HealingSwitch healing = Switch();
        string file = Path.Combine(_state, HealingSwitch.FileName);
        File.WriteAllText(file, "the disk is being moved\n");

        _loop.Advance(HealingSwitch.FilePeriod);
        Assert.Equal("the disk is being moved (file)", healing.Reason);
        Assert.False(healing.Resume("ann", "go on"));
        _loop.Advance(TimeSpan.FromSeconds(10));
        _ = Assert.Single(_journal.Of<HealingStopped>());

        File.Delete(file);
        _loop.Advance(HealingSwitch.FilePeriod);
        Assert.False(healing.Engaged);
        _ = Assert.Single(_journal.Of<HealingResumed>());
    }

    [Fact]
    public void A_person_s_stop_stays_when_the_file_goes()
    {
        using HealingSwitch healing = Switch();
        string file = Path.Combine(_state, HealingSwitch.FileName);
        File.WriteAllText(file, "");
        _loop.Advance(HealingSwitch.FilePeriod);
        healing.Stop("ann", "I am looking");

        File.Delete(file);
        _loop.Advance(HealingSwitch.FilePeriod);

        Assert.Equal("I am looking (ann)", healing.Reason);
        Assert.Empty(_journal.Of<HealingResumed>());
    }

    private HealingSwitch Switch(string? variable = null) => new(_loop, _journal, NullLogger.Instance, _state, variable);
}
