using Prunella.Cli.Output;
using Prunella.Cli.Shell;

namespace Prunella.Cli.Commands;

/// <summary>Draws a report anew every second on the terminal's other screen, until Ctrl+C.</summary>
internal static class LiveScreen
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <param name="context">The terminal.</param>
    /// <param name="compose">Asks for what is shown, given the width.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task DrawAsync(CliContext context, Func<int, Task<Report>> compose, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Refresh, context.Time);
        context.Out.Write("\e[?1049h\e[?25l");
        try
        {
            do
            {
                (int width, int height) = context.Size();
                Report report = await compose(width);
                using var text = new StringWriter { NewLine = "\n" };
                new SpectreReportWriter(text, width).Write(report);
                context.Out.Write("\e[H");
                foreach (string line in text.ToString().TrimEnd('\n').Split('\n').Take(height - 1))
                    context.Out.Write($"{line}\e[K\n");
                context.Out.Write("\e[J");
                context.Out.Flush();
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how it ends.
        }
        finally
        {
            context.Out.Write("\e[?25h\e[?1049l");
            context.Out.Flush();
        }
    }
}
