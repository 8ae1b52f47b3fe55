using Prunella.Kernel;

namespace Prunella.Tests.Kernel;

public sealed class DedicatedLoopTests
{
    [Fact]
    public async Task Work_and_the_continuations_of_its_awaits_run_on_the_one_thread()
    {
        using var loop = new DedicatedLoop("test-loop", TimeProvider.System, static _ => { });
        var done = new TaskCompletionSource<(bool Before, bool After, string? Name)>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(async () =>
        {
            bool before = loop.IsCurrent;
            await Task.Run(() => Assert.False(loop.IsCurrent));
            done.SetResult((before, loop.IsCurrent, Thread.CurrentThread.Name));
        });

        Assert.Equal((true, true, "test-loop"), await done.Task);
        Assert.False(loop.IsCurrent);
    }

    [Fact]
    public async Task An_exception_of_the_work_or_behind_its_await_ends_nothing()
    {
        var faults = new TaskCompletionSource<Exception>[] { new(), new() };
        int count = 0;
        using var loop = new DedicatedLoop("test-loop", TimeProvider.System, error => faults[count++].SetResult(error));
        loop.Post(static () => throw new InvalidOperationException("first"));
        loop.Post(static async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("second");
        });
        Assert.Equal("first", (await faults[0].Task).Message);
        Assert.Equal("second", (await faults[1].Task).Message);

        var alive = new TaskCompletionSource();
        _ = loop.Schedule(TimeSpan.FromMilliseconds(1), alive.SetResult);
        await alive.Task;
    }

    [Fact]
    public void Many_threads_may_post_and_each_keeps_its_order()
    {
        using var loop = new DedicatedLoop("test-loop", TimeProvider.System, static _ => { });
        var ran = new List<int>[4];
        Thread[] posters = [.. Enumerable.Range(0, ran.Length).Select(mine => new Thread(() =>
        {
            ran[mine] = [];
            for (int i = 0; i < 10_000; i++)
            {
                int number = i;
                loop.Post(() => ran[mine].Add(number));
            }
        }))];
        Array.ForEach(posters, static poster => poster.Start());
        Array.ForEach(posters, static poster => poster.Join());
        using var end = new ManualResetEventSlim();
        loop.Post(end.Set);
        end.Wait();

        Assert.All(ran, static list => Assert.Equal(Enumerable.Range(0, 10_000), list));
    }

    [Fact]
    public void It_can_be_ended_from_within_and_while_others_post()
    {
        for (int turn = 0; turn < 50; turn++)
        {
            var loop = new DedicatedLoop("test-loop", TimeProvider.System, static _ => { });
            Exception? fault = null;
            var poster = new Thread(() => fault = Record.Exception(() =>
            {
                for (int i = 0; i < 2000; i++)
                {
                    loop.Post(static () => { });
                    loop.Schedule(TimeSpan.Zero, static () => { }).Dispose();
                }
            }));
            poster.Start();
            if (turn % 2 == 0)
                loop.Post(loop.Dispose);
            else
                loop.Dispose();
            poster.Join();
            loop.Dispose();
            Assert.Null(fault);
        }
    }
}
