using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>What became of a list of erasures.</summary>
/// <param name="Erased">What had come back and is erased again.</param>
/// <param name="Gone">How many were erased, or not there, already.</param>
/// <param name="Kept">What has to stay, and why; by jurisdiction.</param>
public sealed record RepeatedErasures(IReadOnlyList<ErasureLine> Erased, int Gone, IReadOnlyList<(string Jurisdiction, KeptRecord Record)> Kept);

/// <summary>
/// Erases once more what a restore brought back, by the list that was kept elsewhere: the records, the files of jobs that may hold their rows, and the bytes in the engine's own files.
/// Whoever is stopped begins again; what is erased is passed over.
/// </summary>
public sealed class RepeatErasures(IDocumentStore store, IBlobStore blobs, SubjectErasure subjects, CoverageBooks books, KeptFiles files, TimeProvider clock)
{
    private static readonly JobOrigin Program = new("system", null);

    private static readonly TimeSpan BookTime = TimeSpan.FromMinutes(5);

    /// <summary>Erases them.</summary>
    public async Task<RepeatedErasures> RunAsync(IReadOnlyCollection<ErasureLine> list, CancellationToken cancellationToken)
    {
        List<ErasureLine> erased = [];
        List<(string, KeptRecord)> kept = [];
        int gone = 0;
        foreach (var jurisdiction in list.DistinctBy(l => (l.Jurisdiction, l.Subject)).GroupBy(l => l.Jurisdiction))
        {
            bool places = ((await store.SettingsOfAsync(jurisdiction.Key, cancellationToken))?.Retention ?? Retention.Default).EraseHouseholdPlaces;
            var erasing = new Erasing(
                subject => Program.Fact(clock.GetUtcNow(), ErasureList.Action, subject), places, (batch, _) => store.CommitOrLoseAsync(batch, cancellationToken));
            int before = erased.Count;
            foreach (ErasureLine line in jurisdiction)
            {
                if (!await subjects.IsThereAsync(line.Jurisdiction, line.Subject, cancellationToken))
                {
                    gone++;
                    continue;
                }

                IReadOnlyList<KeptRecord> stays = await subjects.EraseAsync(line.Jurisdiction, line.Subject, erasing, Program, cancellationToken);
                kept.AddRange(stays.Select(s => (line.Jurisdiction, s)));
                if (stays.All(s => s.What != line.Subject))
                {
                    erased.Add(line);
                }
            }

            // Also where all of it was gone: a run that was stopped may have come just so far.
            while (!await books.ForgetErasedAsync(jurisdiction.Key, BookTime, cancellationToken))
            {
            }

            DeletedFiles deleted = await files.DeleteAsync(jurisdiction.Key, null, Program, cancellationToken);
            if (erased.Count > before)
            {
                kept.AddRange(deleted.Kept.Select(k => (jurisdiction.Key, k)));
            }
        }

        await blobs.ScrubAsync(cancellationToken);
        await store.ScrubAsync(cancellationToken);
        return new RepeatedErasures(erased, gone, kept);
    }
}
