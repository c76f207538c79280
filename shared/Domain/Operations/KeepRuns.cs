using System.Collections.Concurrent;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;

namespace GridSteward.Domain.Operations;

/// <summary>
/// Keeps what timers do, so that it can be asked afterwards on whichever instance. A run that did something, or could not, is written when it ends. Quiet runs are
/// gathered and written every ten minutes; that a run begins is written with them, or when it has gone on for two seconds, so that one that dies with its process
/// is seen. Nothing that fails here keeps a timer from its work: what could not be written goes with the next.
/// </summary>
public sealed class KeepRuns(IDocumentStore store, TimeProvider clock)
{
    /// <summary>How long quiet runs are gathered at most.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(10);

    /// <summary>A run that goes on for longer says that it has begun.</summary>
    public static readonly TimeSpan LongRun = TimeSpan.FromSeconds(2);

    /// <summary>How long writing may hold a run up.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private const int MostTries = 8, MostNotes = 64;

    private readonly ConcurrentDictionary<string, Book> books = new(StringComparer.Ordinal);

    /// <summary>Since when this process keeps them.</summary>
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    /// <summary>Does a run's work and keeps what it did.</summary>
    /// <param name="timer">The function's name.</param>
    /// <param name="work">The work; it says what it does. What it throws goes on to the caller.</param>
    /// <param name="stopping">The host stops.</param>
    public async Task RunAsync(string timer, Func<RunTally, Task> work, CancellationToken stopping)
    {
        using TraceSpan span = TraceSpan.Begin(timer);
        Book book = books.GetOrAdd(timer, _ => new Book());
        var mark = new RunMark(Guid.NewGuid().ToString("N")[..12], clock.GetUtcNow());
        var tally = new RunTally(clock);
        long began = clock.GetTimestamp();
        bool marked = book.WrittenAt is not { } written || mark.At - written >= WriteEvery || mark.At < written;
        if (marked)
        {
            await WriteAsync(timer, book, note => note.Begin(mark), mark.At);
        }

        using var over = new CancellationTokenSource();
        Task<bool> late = marked ? Task.FromResult(true) : MarkLateAsync(timer, book, mark, over.Token);
        RunOutcome outcome = RunOutcome.Failed;
        try
        {
            await work(tally);
            outcome = tally.IsQuiet ? RunOutcome.Quiet : RunOutcome.Done;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = RunOutcome.Stopped;
            throw;
        }
        catch (Exception e)
        {
            tally.Break(e);
            span.Fail(e.GetType().Name);
            throw;
        }
        finally
        {
            span.With("gridsteward.run.outcome", Wire.Name(outcome));
            await over.CancelAsync();
            marked = await late;
            TimeSpan took = clock.GetElapsedTime(began);
            var run = new TimerStretch(mark.At.UtcDateTime.Hour, outcome, 1, mark.At, mark.At, clock.GetUtcNow(), (long)took.TotalMilliseconds, tally.Counts);
            await WriteAsync(timer, book, note => note.End(run, tally.Failures, marked ? mark.Run : null), mark.At, isUrgent: marked || outcome != RunOutcome.Quiet);
        }
    }

    /// <summary>Writes what was gathered, when the program stops.</summary>
    public Task FlushAsync() => Task.WhenAll(books.Where(b => b.Value.Notes.Count > 0).Select(b => WriteAsync(b.Key, b.Value, null, clock.GetUtcNow())));

    private async Task<bool> MarkLateAsync(string timer, Book book, RunMark mark, CancellationToken over)
    {
        try
        {
            // by the machine's clock: it is about processes that die, whatever the time
            await Task.Delay(LongRun, over);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        await WriteAsync(timer, book, note => note.Begin(mark), mark.At);
        return true;
    }

    private async Task WriteAsync(string timer, Book book, Action<RunNote>? add, DateTimeOffset at, bool isUrgent = true)
    {
        await book.Gate.WaitAsync(CancellationToken.None);
        try
        {
            add?.Invoke(book.NoteOf(DateOnly.FromDateTime(at.UtcDateTime)));
            if (isUrgent)
            {
                using var bound = new CancellationTokenSource(Bound);
                while (book.Notes.Count > 0)
                {
                    await WriteAsync(timer, book, bound.Token);
                }

                book.WrittenAt = clock.GetUtcNow();
            }
        }
#pragma warning disable CA1031 // Whatever broke, the timer does its work; health says it of the store itself.
        catch (Exception)
#pragma warning restore CA1031
        {
            book.Known = null;
        }
        finally
        {
            book.Gate.Release();
        }
    }

    /// <summary>Writes the oldest day of which there are notes.</summary>
    private async Task WriteAsync(string timer, Book book, CancellationToken cancellationToken)
    {
        DateOnly day = book.Notes[0].Day;
        List<RunNote> notes = [.. book.Notes.Where(n => n.Day == day)];
        string id = TimerDay.IdOf(timer, day);
        for (int i = 0; ; i++)
        {
            Stored<TimerDay>? known = book.Known is { } kept && kept.Value.Id == id ? kept : await store.FindAsync(Kinds.TimerDay, TimerDay.OnlyKey, id, cancellationToken);
            TimerDay before = known?.Value ?? TimerDay.Of(timer, day);
            TimerDay next = notes.Aggregate(before, (d, n) => d.With(n));
            notes.ForEach(n => n.WasSent = true);
            var batch = new Batch(Container.Directory, TimerDay.OnlyKey);
            CommitOutcome outcome = await store.CommitAsync(
                known is null ? batch.Create(Kinds.TimerDay, next) : batch.Replace(Kinds.TimerDay, next, known.ETag), cancellationToken);
            if (outcome.Committed)
            {
                book.Known = new Stored<TimerDay>(next, outcome.ETags[0]);
                book.Notes.RemoveAll(notes.Contains);
                return;
            }

            // Another instance has written meanwhile.
            book.Known = null;
            if (i == MostTries)
            {
                throw new StoreUnavailableException("The timer's day is kept busy.", TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>What is still to be written of a timer.</summary>
    private sealed class Book
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public List<RunNote> Notes { get; } = [];

        public DateTimeOffset? WrittenAt { get; set; }

        public Stored<TimerDay>? Known { get; set; }

        public RunNote NoteOf(DateOnly day)
        {
            if (Notes.Find(n => n.Day == day && !n.WasSent) is { } open)
            {
                return open;
            }

            // An engine that is away for hours: what is oldest goes, rather than the memory.
            Notes.RemoveRange(0, Math.Max(0, Notes.Count - MostNotes));
            var note = new RunNote(day);
            Notes.Add(note);
            return note;
        }
    }
}
