namespace GridSteward.SelfHost;

/// <summary>
/// The right to run one timer: an operating-system lock on a file in the data folder, which ends with the process however that ends.
/// Once taken it is kept until disposal, so that of several processes one runs the schedule and the others stand by.
/// </summary>
internal sealed class TimerLock(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _held;
    private bool _disposed;

    /// <summary>Null when this process holds the lock now; else why not.</summary>
    public string? TryTake()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _held ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return null;
            }
            catch (IOException held)
            {
                return held.Message;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _held?.Dispose();
            _held = null;
        }
    }
}
