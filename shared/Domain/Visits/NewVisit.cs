using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Geo;

namespace GridSteward.Domain.Visits;

/// <summary>Makes the documents of a visit.</summary>
public static class NewVisit
{
    /// <summary>The visit, and its words where there are any.</summary>
    /// <param name="household">Where somebody went.</param>
    /// <param name="submission">What was sent.</param>
    /// <param name="rules">What the jurisdiction allows.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">When it was received.</param>
    public static (Visit Visit, VisitPersonalPart? Personal) Make(Household household, VisitSubmission submission, CoverageRules rules, string id, DateTimeOffset now)
    {
        bool hasNote = !string.IsNullOrEmpty(submission.Note);
        Wgs84Point? point = submission.CheckIn?.ToPoint("$.checkIn", []);
        var (verdict, metres) = CheckIns.Of(rules, household, submission.CheckIn, point);
        IReadOnlyList<CapturedFlag> flags = submission.Offline ? CapturedTime.FlagsOf(submission.At, now) : [];
        var visit = new Visit
        {
            Id = id,
            Jurisdiction = household.Jurisdiction,
            Household = household.Id,

            // A clock that is ahead would keep the unit visited until it is right.
            At = submission.At is { } said && !flags.Contains(CapturedFlag.ClockAhead) ? said : now,
            By = submission.By,
            Team = submission.Team,
            Companion = submission.Companion,
            Request = submission.Request,
            Campaign = submission.Campaign,
            Reason = submission.Reason,
            Outcome = submission.Outcome,
            CheckIn = submission.CheckIn,
            CheckInPoint = point,
            AtUnit = verdict,
            DistanceMetres = metres,
            CapturedAt = submission.Offline ? submission.At : null,
            ReceivedAt = now,
            CapturedFlags = flags,
            HasNote = hasNote,
            Areas = household.Areas,
            AreaPath = household.AreaPath,
            Generation = household.Generation,
        };
        return (visit, !hasNote ? null : new VisitPersonalPart
        {
            Id = VisitPersonalPart.IdOf(id),
            Jurisdiction = household.Jurisdiction,
            Visit = id,
            Household = household.Id,
            Note = submission.Note!,
        });
    }
}
