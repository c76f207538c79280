using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>
/// Runs edits of several areas: all that they change, new vertices of neighbours included, becomes visible with one generation. An edit goes by the
/// versions of the areas that it names; where others changed meanwhile it is planned anew over them.
/// </summary>
public sealed class RunAreaEdits(
    IDocumentStore store, AreaStaging staging, AreaSnapshots snapshots, References references, Reservations reservations, ReassignmentPreview preview)
{
    private const int Tries = 10;

    internal async Task<Outcome<EditedAreas>> RunAsync(AreaEditOrder order, EditManner manner, CancellationToken cancellationToken)
    {
        string jurisdiction = manner.Settings.Jurisdiction;
        if (!manner.Acting.Caller.Can(Capability.ManageAreas, new Target(jurisdiction)))
        {
            return new Outcome<EditedAreas>.Forbidden("Editing areas needs ManageAreas on the whole jurisdiction.");
        }

        OnceKey? once = manner.DryRun ? null : manner.Once;
        var seen = once is null ? null : await reservations.FindAsync(once, cancellationToken);
        if (seen is not (null or Outcome<Reservation>.Done))
        {
            return seen.As<EditedAreas>();
        }

        if (seen is Outcome<Reservation>.Done { Value: var before } && await ReplayAsync(jurisdiction, IdOf(before), cancellationToken) is { } earlier)
        {
            return earlier;
        }

        Reservation? reservation = (seen as Outcome<Reservation>.Done)?.Value;
        for (int i = 0; i < Tries; i++)
        {
            NextGeneration next = await staging.BeginAsync(jurisdiction, cancellationToken);
            var tried = await TryAsync(order, manner, next, cancellationToken);
            if (tried is not Outcome<Edition>.Done { Value: var edition })
            {
                return tried.As<EditedAreas>();
            }

            if (manner.DryRun || !edition.Areas.ChangesAnything)
            {
                EditedAreas unmade = edition.ToResult("", isMade: false);
                return manner.DryRun
                    ? unmade with { Reassignment = await preview.OfAsync(manner.Settings, next.Before, edition.Areas.Areas, manner.Acting.Caller, cancellationToken) }
                    : unmade;
            }

            if (reservation is null)
            {
                // Taken only by an edit that can be made; once taken it stays with its first reservation.
                var reserved = await reservations.ReserveAsync(once, jurisdiction, null, cancellationToken);
                if (reserved is not Outcome<Reservation>.Done { Value: var taken })
                {
                    return reserved.As<EditedAreas>();
                }

                reservation = taken;
            }

            EditedAreas result = edition.ToResult(IdOf(reservation), isMade: true);
            CommitOutcome outcome = await staging.PublishAsync(
                next, edition.Areas, now => manner.Acting.Fact(now, order.Action, $"generation/{next.Number}"), batch => batch.Create(Kinds.AreaEdit, result.Edit), cancellationToken);
            if (outcome.Committed)
            {
                return result;
            }

            if (await ReplayAsync(jurisdiction, IdOf(reservation), cancellationToken) is { } sameByAnother)
            {
                return sameByAnother;
            }
        }

        return new Outcome<EditedAreas>.Conflict("Other changes of the same jurisdiction's areas came in between; try again.");
    }

    private static string IdOf(Reservation reservation) => "edit." + reservation.CreatedId;

    /// <summary>The areas as they would be; nothing is written.</summary>
    private async Task<Outcome<Edition>> TryAsync(AreaEditOrder order, EditManner manner, NextGeneration next, CancellationToken cancellationToken)
    {
        Dictionary<string, Area> there = next.Before.ToDictionary(a => a.Code, StringComparer.Ordinal);
        string[] missing = [.. order.Codes.Where(c => !there.ContainsKey(c))];
        if (missing.Length > 0)
        {
            return new Outcome<Edition>.NotFound($"There is no area '{string.Join("', '", missing)}'.");
        }

        (Area Area, Fault Fault)[] stale = [.. order.Stale([.. order.Codes.Select(c => there[c])])];
        if (stale.Length > 0)
        {
            return new Outcome<Edition>.Stale(stale.Length == 1 ? stale[0].Area.ETag : "", [.. stale.Select(s => s.Fault)]);
        }

        var planned = await order.Plan(next);
        if (planned is not Outcome<AreaPlan>.Done { Value: var plan })
        {
            return planned.As<Edition>();
        }

        List<string> names = [];
        foreach (string code in plan.Ended)
        {
            names.AddRange((await references.ToAsync(Kinds.Area, next.Jurisdiction, code, cancellationToken)).Select(n => $"{n} (names {code})"));
        }

        if (names.Count > 0)
        {
            return References.Refusal<Edition>(names);
        }

        AreaEdition composed = AreaEdition.Compose(next, plan.Drafts, ImportMode.Merge);
        AreaEdition edition = composed with { Areas = [.. composed.Areas.Where(a => !plan.Ended.Contains(a.Code))], Removed = plan.Ended.Count };
        Fault[] faults = [.. edition.TreeFaults(manner.Settings, plan.Drafts, elsewhere: "$")];
        return faults.Length > 0 ? new Outcome<Edition>.Invalid(faults) : new Edition(order.Action, next, plan, edition);
    }

    /// <summary>The answer to an edit that was made before; null where it was not.</summary>
    private async Task<Outcome<EditedAreas>?> ReplayAsync(string jurisdiction, string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.AreaEdit, jurisdiction, id, cancellationToken) is not { Value: var edit })
        {
            return null;
        }

        HashSet<string> codes = [.. edit.Added, .. edit.Changed, .. edit.Touched];
        GenerationFile file = await snapshots.ReadFileAsync(jurisdiction, edit.Generation, cancellationToken);
        return new Outcome<EditedAreas>.Done(new EditedAreas(edit, [.. file.Areas.Where(a => codes.Contains(a.Code))], IsMade: true, null), Replayed: true);
    }

    private sealed record Edition(string Action, NextGeneration Next, AreaPlan Plan, AreaEdition Areas)
    {
        public EditedAreas ToResult(string id, bool isMade)
        {
            HashSet<string> before = [.. Next.Before.Select(a => a.Code)];
            Area[] written = [.. Areas.Written.OrderBy(a => a.Code, StringComparer.Ordinal)];
            string[] Codes(Func<string, bool> which) => [.. written.Select(a => a.Code).Where(which)];
            var edit = new AreaEdit
            {
                Id = id,
                Jurisdiction = Next.Jurisdiction,
                Action = Action,
                Generation = Areas.ChangesAnything ? Next.Number : Next.Number - 1,
                Added = Codes(c => !before.Contains(c)),
                Changed = Codes(c => before.Contains(c) && !Plan.Touched.Contains(c)),
                Ended = Plan.Ended,
                Touched = Codes(Plan.Touched.Contains),
                Warnings = Plan.Warnings,
                Parts = Plan.Parts,
                PartCodes = Plan.PartCodes,
            };
            return new EditedAreas(edit, written, isMade, Plan.Snapping);
        }
    }
}
