namespace Prunella.Supervisor.Tests.Processes;

public sealed class LaunchFootingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("prunella-footing-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_is_current_as_long_as_nothing_is_replaced()
    {
        Program("bin/server", "one");
        LaunchFooting footing = Footing("server");

        File.WriteAllText(Path.Combine(_root, "bin", "another"), "");

        Assert.True(footing.IsCurrent);
    }

    [Fact]
    public void A_program_put_in_the_place_of_the_old_makes_it_stale()
    {
        Program("bin/server", "one");
        LaunchFooting footing = Footing("server");

        Program("bin/server.new", "two");
        File.Move(Path.Combine(_root, "bin/server.new"), Path.Combine(_root, "bin/server"), overwrite: true);

        Assert.False(footing.IsCurrent);
    }

    [Fact]
    public void A_program_that_is_found_earlier_in_the_path_makes_it_stale()
    {
        Program("bin/server", "one");
        LaunchFooting footing = Footing("server");

        Program("first/server", "one");

        Assert.False(footing.IsCurrent);
    }

    [Fact]
    public void A_file_in_the_path_that_nobody_may_execute_does_not_count()
    {
        Program("bin/server", "one");
        LaunchFooting footing = Footing("server");

        _ = Directory.CreateDirectory(Path.Combine(_root, "first"));
        File.WriteAllText(Path.Combine(_root, "first", "server"), "");

        Assert.True(footing.IsCurrent);
    }

    [Fact]
    public void A_directory_that_a_link_leads_elsewhere_now_makes_it_stale()
    {
        Program("bin/server", "one");
        string link = Path.Combine(_root, "current");
        _ = Directory.CreateDirectory(Path.Combine(_root, "release-1"));
        _ = Directory.CreateDirectory(Path.Combine(_root, "release-2"));
        _ = Directory.CreateSymbolicLink(link, "release-1");
        var footing = new LaunchFooting(link, "server", Path.Combine(_root, "bin"));
        Assert.True(footing.IsCurrent);

        Directory.Delete(link);
        _ = Directory.CreateSymbolicLink(link, "release-2");

        Assert.False(footing.IsCurrent);
    }

    private LaunchFooting Footing(string command) =>
        new(_root, command, $"{Path.Combine(_root, "first")}:{Path.Combine(_root, "bin")}");

    private void Program(string name, string text)
    {
        string path = Path.Combine(_root, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
