using System.Globalization;
using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>
/// Prints the cards of a community or a jurisdiction: issues those that are missing and writes all of them, in the order in which they are handed out, into pages of HTML.
/// </summary>
public sealed class PrintCards(IDocumentStore store, AreaSnapshots snapshots, IQrCodes codes, JobFiles files, JobCheckpoints checkpoints, TimeProvider clock) : IJobWork
{
    /// <summary>The kind of the job.</summary>
    public const string JobKind = "printCards";

    /// <summary>A page is full from so many cards; browsers print a few hundred sheets without trouble.</summary>
    public const int CardsOfAFile = 400;

    private const string Ended = "ended", Issued = "issued", InFile = "inFile";

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds { get; } = [JobKind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        string jurisdiction = run.Job.Jurisdiction;
        PrintRequest request = run.Job.Request.Deserialize(DomainJson.Default.PrintRequest)!;
        Jurisdiction settings = await store.SettingsOfAsync(jurisdiction, cancellationToken) ?? throw new JobFailedException("The jurisdiction is gone.");
        var open = new OpenJurisdiction(settings, await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken));
        DateOnly day = settings.DayOf(clock.GetUtcNow());
        CardFaces faces = await FacesAsync(store, open, day, request.WebAddress, cancellationToken);
        var sheets = new CardSheets(codes, request.Paper);
        var issue = new IssueCards(store, run.Job, clock);
        var at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        JobCheckpoint state = at.Value;
        JobFileWriter writer = new(files, run.Job, state.Count(InFile) > 0 ? state.Files[^1] : NewFile(state.Files.Count + 1));
        try
        {
            if (state.Phase != Ended)
            {
                PrintCursor? cursor = state.Cursor is { } text ? JsonSerializer.Deserialize(text, DomainJson.Default.PrintCursor) : null;
                await foreach (TargetGroup group in new CardTargets(store, open, request, day).AfterAsync(cursor, cancellationToken))
                {
                    var (cards, issued) = await issue.RunAsync(group.Targets, cancellationToken);
                    foreach (CardTarget target in group.Targets)
                    {
                        int before = (int)state.Count(InFile);
                        Write(writer, before == 0 ? sheets.Begin(settings.Name) : "");
                        Write(writer, sheets.Card(faces.Of(cards[target.Key], target), before));
                        state = state.Plus((InFile, 1)) with { Taken = state.Taken + 1 };
                        if (before + 1 == CardsOfAFile)
                        {
                            Write(writer, sheets.End(before + 1));
                            await writer.WritePartAsync(cancellationToken);
                            state = state.With(writer.File).Plus((InFile, -CardsOfAFile));
                            writer.Dispose();
                            writer = new JobFileWriter(files, run.Job, NewFile(state.Files.Count + 1));
                        }
                    }

                    state = state.Plus((Issued, issued)) with { Cursor = JsonSerializer.Serialize(group.At, DomainJson.Default.PrintCursor) };
                    if (writer.IsFull || run.IsOver)
                    {
                        (at, state) = await KeepAsync(writer, at, state, cancellationToken);
                    }

                    await run.KeepAsync(Progress(state), cancellationToken);
                    if (run.IsOver)
                    {
                        return JobSlice.More(Progress(state));
                    }
                }

                // A page that says that there is nobody is better than none.
                if (state.Count(InFile) > 0 || state.Taken == 0)
                {
                    Write(writer, (state.Taken == 0 ? sheets.Begin(settings.Name) : "") + sheets.End((int)state.Count(InFile)));
                }

                (at, state) = await KeepAsync(writer, at, state with { Phase = Ended }, cancellationToken);
            }

            return JobSlice.Done(Progress(state), state.Files);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);

    /// <summary>What composes the faces of a jurisdiction's cards.</summary>
    internal static async Task<CardFaces> FacesAsync(IDocumentStore store, OpenJurisdiction open, DateOnly day, string webAddress, CancellationToken cancellationToken)
    {
        List<Post> posts = await store.AllAsync(Kinds.Post.In(open.Settings.Jurisdiction).Where(new Filter.Equal("duty", Wire.Name(Duty.Handle))), cancellationToken)
            .Select(p => p.Value).ToListAsync(cancellationToken);
        return new CardFaces(open.Settings, open.Snapshot, posts, day, webAddress);
    }

    private async Task<(Stored<JobCheckpoint> At, JobCheckpoint State)> KeepAsync(JobFileWriter writer, Stored<JobCheckpoint> at, JobCheckpoint state, CancellationToken cancellationToken)
    {
        await writer.WritePartAsync(cancellationToken);
        JobCheckpoint next = writer.File.Parts.Count > 0 ? state.With(writer.File) : state;
        at = await checkpoints.CommitAsync(new Batch(Container.Outcomes, next.Jurisdiction), at, next, cancellationToken);
        return (at, at.Value);
    }

    private static void Write(JobFileWriter writer, string html) => writer.Part.Write(Encoding.UTF8.GetBytes(html));

    private static JobFile NewFile(int number) => new(string.Create(CultureInfo.InvariantCulture, $"cards-{number:000}.html"), CardSheets.ContentType, []);

    private static JobProgress Progress(JobCheckpoint at) => new(at.Taken, null, new Dictionary<string, long> { ["cards"] = at.Taken, [Issued] = at.Count(Issued) });
}
