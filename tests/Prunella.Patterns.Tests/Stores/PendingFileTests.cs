using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Tests.Stores;

public sealed class PendingFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-pending-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_was_cut_anywhere_gives_the_frames_that_were_whole() => Prop.ForAll<byte[][], int>((frames, cut) =>
    {
        string folder = Directory.CreateTempSubdirectory("prunella-cut-").FullName;
        try
        {
            List<long> ends = [0];
            using (PendingFile file = PendingFile.Create(folder))
            {
                foreach (byte[] frame in frames)
                {
                    file.Append(frame);
                    ends.Add(file.Length);
                }
            }

            string path = Directory.EnumerateFiles(folder).Single();
            long length = Math.Abs((long)cut) % (ends[^1] + 1);
            using (FileStream stream = File.OpenWrite(path))
                stream.SetLength(length);
            using PendingFile left = PendingFile.Left(folder).Single();
            int whole = ends.FindLastIndex(end => end <= length);
            return left.Length == ends[whole] && Frames(left).Zip(frames).All(static pair => pair.First.SequenceEqual(pair.Second)) && Frames(left).Count() == whole
                && !Directory.EnumerateFiles(folder, "*.damaged").Any();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void What_follows_a_damaged_frame_is_put_aside()
    {
        using (PendingFile file = PendingFile.Create(_folder))
        {
            foreach (string text in new[] { "first", "second", "third" })
                file.Append(Encoding.UTF8.GetBytes(text));
        }

        string path = Directory.EnumerateFiles(_folder).Single();
        byte[] bytes = File.ReadAllBytes(path);
        bytes[8 + 5 + 8] ^= 1;
        File.WriteAllBytes(path, bytes);

        using PendingFile left = PendingFile.Left(_folder).Single();
        Assert.Equal("first", Encoding.UTF8.GetString(Assert.Single(Frames(left))));
        Assert.Equal(bytes[13..], File.ReadAllBytes(Assert.Single(Directory.EnumerateFiles(_folder, "*.damaged"))));
    }

    [Fact]
    public void What_is_discarded_is_gone_and_the_rest_stays()
    {
        using PendingFile file = PendingFile.Create(_folder);
        foreach (string text in new[] { "first", "second", "third" })
            file.Append(Encoding.UTF8.GetBytes(text));

        file.Discard(PendingFile.After(0, file.ReadAt(0)!));
        file.Append("fourth"u8);
        Assert.Equal(["second", "third", "fourth"], Frames(file).Select(Encoding.UTF8.GetString));
        Assert.Empty(PendingFile.Left(_folder)); // still locked

        file.Discard(file.Length);
        Assert.Equal(0, file.Length);
        Assert.Empty(Frames(file));
    }

    private static IEnumerable<byte[]> Frames(PendingFile file)
    {
        for (long position = 0; file.ReadAt(position) is { } frame; position = PendingFile.After(position, frame))
            yield return frame;
    }
}
