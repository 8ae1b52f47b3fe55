using System.Runtime.InteropServices;

namespace Prunella.Cli.Shell;

/// <summary>Turns Ctrl+C, SIGTERM and SIGHUP into a request to end: the first asks for an orderly end, the second for an end at once.</summary>
internal sealed class ShutdownSignals : IDisposable
{
    private readonly CancellationTokenSource _orderly = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<string> _say;

    /// <param name="say">Told in one sentence what happens now.</param>
    public ShutdownSignals(Action<string> say)
    {
        _say = say;
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    public ShutdownRequest Request => new(_orderly.Token, _atOnce.Token);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _orderly.Dispose();
        _atOnce.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        bool first = !_orderly.IsCancellationRequested;
        _say(first ? "Stopping the services in order; once more to kill them at once." : "Killing what still runs.");
        (first ? _orderly : _atOnce).Cancel();
    }
}
