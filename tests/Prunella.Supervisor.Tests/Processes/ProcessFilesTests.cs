using System.Diagnostics;

namespace Prunella.Supervisor.Tests.Processes;

public sealed class ProcessFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("prunella-proc-").FullName;

    [Fact]
    public async Task A_name_with_spaces_and_parentheses_does_not_shift_the_fields()
    {
        // The kernel writes the name as it is: "123 (a) T 1 (b) S 1 …".
        string program = Path.Combine(_directory, "a) T 1 (b");
        File.Copy("/bin/sleep", program);
        using var process = Process.Start(new ProcessStartInfo(program, "1000") { Environment = { ["PRUNELLA_TEST"] = _directory } })!;
        try
        {
            await Sight.UntilAsync(() => File.ReadAllText($"/proc/{process.Id}/stat").Contains("(a) T 1 (b)", StringComparison.Ordinal));

            Assert.False(ProcessFiles.IsStopped(process.Id));
            Assert.True(ProcessFiles.StartTime(process.Id) > ProcessFiles.StartTime(1));
            Assert.InRange(ProcessFiles.ProcessorTicks(process.Id)!.Value, 0, 1000);
            Assert.True(ProcessFiles.ResidentBytes(process.Id) > 0);
            Assert.Equal(_directory, ProcessFiles.Variable(process.Id, "PRUNELLA_TEST"));
            Assert.Null(ProcessFiles.Variable(process.Id, "PRUNELLA_TES"));
            Assert.Equal([process.Id], ProcessFiles.WithVariable($"PRUNELLA_TEST={_directory}"));
            Assert.Empty(ProcessFiles.WithVariable($"PRUNELLA_TEST={_directory[..^1]}"));

            _ = Native.LibC.Kill(process.Id, 19);
            await Sight.UntilAsync(() => ProcessFiles.IsStopped(process.Id));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public void A_process_that_is_not_there_is_unknown()
    {
        const int Nobody = int.MaxValue;
        Assert.Null(ProcessFiles.StartTime(Nobody));
        Assert.Null(ProcessFiles.ResidentBytes(Nobody));
        Assert.Null(ProcessFiles.ProcessorTicks(Nobody));
        Assert.Null(ProcessFiles.Variable(Nobody, "PATH"));
        Assert.False(ProcessFiles.IsStopped(Nobody));
        Assert.Empty(ProcessFiles.Lines("/proc/nothing"));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
