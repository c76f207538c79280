using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>What an edit or an import would move, counted before it is made.</summary>
/// <param name="Complete">Whether everything was counted; else the counts are of the first <see cref="ReassignmentPreview.MostRead"/> documents.</param>
/// <param name="Read">How many documents were read.</param>
/// <param name="Moves">Counts from whom to whom; those of households only for who may see households of the whole jurisdiction.</param>
public sealed record PreviewedReassignment(bool Complete, int Read, ReassignmentSummary Moves);

/// <summary>Counts what a change of areas would move, without changing anything. It goes by what is stored now, as the job will.</summary>
public sealed class ReassignmentPreview(IDocumentStore store, PlaceAnew anew, ReassignReport reports)
{
    /// <summary>The most documents that one preview reads.</summary>
    public const int MostRead = 5000;

    private const int PageSize = 500;

    /// <summary>Counts.</summary>
    /// <param name="settings">The jurisdiction.</param>
    /// <param name="before">The areas as they are, with geometry: <see cref="NextGeneration.Before"/>.</param>
    /// <param name="after">The areas as they would be: <see cref="AreaEdition.Areas"/>.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<PreviewedReassignment> OfAsync(
        Jurisdiction settings, IReadOnlyList<Area> before, IReadOnlyList<Area> after, Caller caller, CancellationToken cancellationToken)
    {
        AreaDifference difference = AreaDifference.Between(before, after);
        ReassignmentTally tally = new();
        int read = 0;
        bool complete = true;
        if (!difference.IsEmpty || difference.Adds)
        {
            int next = Math.Max(before.Select(a => a.Version).DefaultIfEmpty().Max(), after.Select(a => a.Version).DefaultIfEmpty().Max());
            OpenJurisdiction here = new(settings, new AreaSnapshot(settings.Jurisdiction, next, settings.Levels, after));
            Dictionary<string, long> loads = new(StringComparer.Ordinal);
            complete = await EachAsync(Candidates.Reports(settings.Jurisdiction, difference, settings.ToleranceMetres, withCases: false), async report =>
                {
                    if (await anew.OfAsync(report, here, cancellationToken) is { } found)
                    {
                        tally.Add(PlaceChange.Of(report, await reports.ChooseAsync(report, found, loads, cancellationToken)));
                    }
                })
                && await EachAsync(Candidates.Households(settings.Jurisdiction, difference, settings.ToleranceMetres), household =>
                {
                    if (PlaceAnew.Of(household, here) is { } found)
                    {
                        tally.Add(PlaceChange.Of(household, found.Place));
                    }

                    return Task.CompletedTask;
                });
        }

        ReassignmentSummary moves = tally.ToSummary();
        return new PreviewedReassignment(complete, read, caller.Can(Capability.ReadHouseholds, new Target(settings.Jurisdiction)) ? moves : moves.WithoutHouseholds());

        async Task<bool> EachAsync<T>(IReadOnlyList<Question<T>> questions, Func<T, Task> take)
            where T : Document
        {
            for (int step = 0; step < questions.Count; step++)
            {
                PageToken? token = null;
                do
                {
                    if (read >= MostRead)
                    {
                        return false;
                    }

                    Page<T> page = await store.ListAsync(questions[step].Query, new PageRequest(Math.Min(PageSize, MostRead - read), token), cancellationToken);
                    read += page.Items.Count;
                    foreach (Stored<T> item in page.Items.Where(i => questions[step].Concerns(i.Value) && Candidates.IsFirst(questions, step, i.Value)))
                    {
                        await take(item.Value);
                    }

                    token = page.Next;
                }
                while (token is not null);
            }

            return true;
        }
    }
}
