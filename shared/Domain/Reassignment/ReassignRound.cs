using System.Text;
using System.Text.Json;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>What a slice of a round works with.</summary>
/// <param name="Run">The slice.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Plan">The difference that the job looks at.</param>
/// <param name="Here">The jurisdiction with its areas as they are: those of the plan's generation, or newer ones.</param>
/// <param name="Store">Documents.</param>
/// <param name="Difference">What changed; null looks at everything.</param>
internal sealed record RoundSetting(JobRun Run, ReassignRequest Request, ReassignPlan Plan, OpenJurisdiction Here, IDocumentStore Store, AreaDifference? Difference);

/// <summary>
/// One round: households, then open reports, question by question and page by page. What moves is written in one batch with the checkpoint, which
/// holds the history of the moves too; so each happens once, and is told once. A document that somebody changed meanwhile ends the slice.
/// </summary>
internal sealed class ReassignRound(RoundSetting setting, ReassignReport reports, PlaceAnew anew, JobCheckpoints checkpoints, JobFiles files)
{
    private const int PageSize = 200;
    private const int HouseholdsAtOnce = 30;
    private const int TailCharacters = 16 * 1024;

    private readonly Dictionary<string, long> dryLoads = new(StringComparer.Ordinal);
    private Stored<JobCheckpoint> at = null!;

    /// <summary>How far a job has come, by its counts.</summary>
    public static JobProgress ProgressOf(IReadOnlyDictionary<string, long> counts) => new(counts.GetValueOrDefault("lookedAt"), null, counts);

    /// <summary>The history of a container with what is not a part yet.</summary>
    public static async Task<JobFile> WithTailAsync(JobFiles files, Job job, JobCheckpoint at, CancellationToken cancellationToken)
    {
        JobFile file = at.Files is [var begun] ? begun : new JobFile(PlaceChange.FileName, PlaceChange.ContentType, []);
        return at.Tail.Length == 0 ? file : await files.AppendAsync(job, file, Encoding.UTF8.GetBytes(at.Tail), cancellationToken);
    }

    /// <summary>Goes on with the round; false where the slice is over before.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var (_, _, _, here, _, difference) = setting;
        string jurisdiction = here.Settings.Jurisdiction;
        return await EachAsync(Container.Households, Candidates.Households(jurisdiction, difference, here.Settings.ToleranceMetres), HouseholdsAsync, cancellationToken)
            && await EachAsync(Container.Reports, Candidates.Reports(jurisdiction, difference, here.Settings.ToleranceMetres, withCases: !setting.Request.DryRun), ReportsAsync, cancellationToken);
    }

    private async Task<bool> EachAsync<T>(
        Container container, IReadOnlyList<Question<T>> questions, Func<IReadOnlyList<Stored<T>>, Func<Stored<T>, (ReassignCursor Cursor, int LookedAt)>, CancellationToken, Task> take, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        at = await checkpoints.ReadAsync(container, setting.Run.Job, cancellationToken);
        ReassignCursor cursor = CursorOf(at.Value);
        while (cursor.Step < questions.Count)
        {
            PageToken? after = null;
            if (cursor.After is not null && !PageToken.TryParse(cursor.After, out after))
            {
                throw new InvalidOperationException("The checkpoint of a re-assignment does not read back.");
            }

            Page<T> page = await setting.Store.ListAsync(questions[cursor.Step].Query, new PageRequest(PageSize, after), cancellationToken);
            int step = cursor.Step;
            Stored<T>[] concerned = [.. page.Items.Where(i => questions[step].Concerns(i.Value) && Candidates.IsFirst(questions, step, i.Value))];
            int counted = 0;
            await take(concerned, item =>
            {
                int before = counted;
                counted = Array.IndexOf(concerned, item) + 1;
                return (new ReassignCursor(step, new PageToken(null, item.Value.Id).ToString()), counted - before);
            }, cancellationToken);
            cursor = page.Next is null ? new(step + 1, null) : new(step, page.Next.ToString());
            await SaveAsync(new Batch(container, setting.Run.Job.Jurisdiction), (cursor, concerned.Length - counted), [], cancellationToken);
            await setting.Run.KeepAsync(ProgressOf(at.Value.Counts), cancellationToken);
            if (setting.Run.IsOver)
            {
                return false;
            }
        }

        return true;
    }

    private async Task HouseholdsAsync(IReadOnlyList<Stored<Household>> items, Func<Stored<Household>, (ReassignCursor Cursor, int LookedAt)> after, CancellationToken cancellationToken)
    {
        var moved = items.Select(i => (Item: i, Found: PlaceAnew.Of(i.Value, setting.Here))).Where(m => m.Found is not null);
        foreach (var some in moved.Chunk(HouseholdsAtOnce))
        {
            var batch = new Batch(Container.Households, setting.Run.Job.Jurisdiction);
            foreach (var (item, found) in setting.Request.DryRun ? [] : some)
            {
                Household placed = item.Value.At(found!);
                AuditFact fact = setting.Run.Job.Origin.Fact(reports.Now, "reassign", $"household/{item.Value.Id}");
                batch.Replace(Kinds.Household, placed, item.ETag).Create(Kinds.Audit(Container.Households), AuditEntry.Of(item.Value.Jurisdiction, fact));
                UnitLedger.Write(batch, UnitLedger.Entry(fact, UnitChangeKind.Placed, ChangeReason.AreasChanged, new(item.Value, null), new(placed, null)) with { Job = setting.Run.Job.Id });
            }

            await SaveAsync(batch, after(some[^1].Item), [.. some.Select(m => PlaceChange.Of(m.Item.Value, m.Found!.Place))], cancellationToken);
        }
    }

    /// <summary>One report a batch: each choice sees the loads that the one before has left.</summary>
    private async Task ReportsAsync(IReadOnlyList<Stored<Report>> items, Func<Stored<Report>, (ReassignCursor Cursor, int LookedAt)> after, CancellationToken cancellationToken)
    {
        foreach (Stored<Report> item in items)
        {
            if (await anew.OfAsync(item.Value, setting.Here, cancellationToken) is not { } found)
            {
                continue;
            }

            Assignment assignment = await reports.ChooseAsync(item.Value, found, setting.Request.DryRun ? dryLoads : [], cancellationToken);
            Batch batch = setting.Request.DryRun
                ? new Batch(Container.Reports, item.Value.Jurisdiction)
                : reports.ToBatch(item, assignment, setting.Run.Job.Origin);

            // A private case moves as others do; the history, which more people read than know of it, does not tell.
            await SaveAsync(batch, after(item), item.Value.Private ? [] : [PlaceChange.Of(item.Value, assignment)], cancellationToken);
            await setting.Run.KeepAsync(ProgressOf(at.Value.Counts), cancellationToken);
        }
    }

    private static ReassignCursor CursorOf(JobCheckpoint at)
        => at.Cursor is null ? new ReassignCursor(0, null) : JsonSerializer.Deserialize(at.Cursor, DomainJson.Default.ReassignCursor)!;

    private async Task SaveAsync(Batch batch, (ReassignCursor Cursor, int LookedAt) reached, IReadOnlyList<PlaceChange> changes, CancellationToken cancellationToken)
    {
        JobCheckpoint next = at.Value.Plus(
            ("lookedAt", reached.LookedAt),
            ("households", changes.Count(c => c.What == MovedThing.Household)),
            ("reports", changes.Count(c => c.What == MovedThing.Report))) with
        {
            Cursor = JsonSerializer.Serialize(reached.Cursor, DomainJson.Default.ReassignCursor),
            Tail = at.Value.Tail + string.Concat(changes.Select(c => c.ToLine())),
        };
        if (next.Tail.Length > TailCharacters)
        {
            next = next.With(await WithTailAsync(files, setting.Run.Job, next, cancellationToken)) with { Tail = "" };
        }

        at = await checkpoints.CommitAsync(batch, at, next, cancellationToken);
    }
}
