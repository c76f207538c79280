using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>The documents of a report that comes in.</summary>
internal sealed class NewReport
{
    /// <summary>Deadlines where no jurisdiction's category table says them.</summary>
    private static readonly Category OutsideJurisdictions = new("other", "", null, ReportKind.Hazard, 24, 168);

    private readonly ReportSubmission submission;

    public NewReport(ReportSubmission submission, FoundPlace found, Assignment assignment, string id, string jurisdiction, string trackingHash, DateTimeOffset now)
    {
        this.submission = submission;
        Category category = found.Settings?.FindCategory(submission.Category) ?? OutsideJurisdictions;
        DateTimeOffset acceptBy = now.AddHours(category.AcceptHours);
        Report = new Report
        {
            Id = id,
            Jurisdiction = jurisdiction,
            Category = submission.Category,
            Kind = category.Kind,
            Source = submission.Source,
            State = Lifecycle.First,
            Open = Lifecycle.IsOpen(Lifecycle.First),
            ReceivedAt = now,
            ClientTime = submission.ClientTime,
            AcceptBy = acceptBy,
            ResolveBy = now.AddHours(category.ResolveHours),
            DueAt = acceptBy,
            Sent = submission.Where.Sent,
            Point = found.Point,
            Household = submission.Where.Household,
            Building = submission.Where.Building,
            Card = found.CardId,
            Assignment = assignment,
            Assignee = assignment.Assignee?.Key,
            Areas = assignment.Place.Codes,
            AreaPath = assignment.Place.AreaPath,
            Generation = assignment.Place.Generation,
            Nodes = Report.NodesOf(id, assignment),
            TrackingHash = trackingHash,
            Sequence = 1,
        };
    }

    public Report Report { get; }

    public Batch ToBatch(Acting acting)
    {
        string actor = acting.Caller.Subject ?? "reporter";
        var batch = new Batch(Container.Reports, Report.Jurisdiction)
            .Create(Kinds.Report, Report)
            .Create(Kinds.ReportEvent, new ReportEvent
            {
                Id = ReportEvent.IdOf(Report.Id, 1),
                Jurisdiction = Report.Jurisdiction,
                Report = Report.Id,
                Sequence = 1,
                Kind = ReportEventKind.Received,
                State = Report.State,
                At = Report.ReceivedAt,
                Actor = actor,
                Assignee = Report.Assignee,
                HasNote = false,
            })
            .Create(Kinds.OutboxMessage, new OutboxMessage
            {
                Id = OutboxMessage.IdOf(Report.Id, 1),
                Jurisdiction = Report.Jurisdiction,
                Report = Report.Id,
                Event = ReportEvent.IdOf(Report.Id, 1),
                To = Report.Assignee ?? "dutyDesk",
                State = OutboxState.Pending,
                CreatedAt = Report.ReceivedAt,
            })
            .Create(Kinds.Audit(Container.Reports), AuditEntry.Of(Report.Jurisdiction, acting.Fact(Report.ReceivedAt, "submitReport", $"report/{Report.Id}")));
        if (submission is { Words: null or "", ContactName: null, ContactPhone: null, ContactEmail: null })
        {
            return batch;
        }

        return batch.Create(Kinds.ReportPersonalPart, new ReportPersonalPart
        {
            Id = ReportPersonalPart.IdOf(Report.Id),
            Jurisdiction = Report.Jurisdiction,
            Report = Report.Id,
            Words = submission.Words,
            ContactName = submission.ContactName,
            ContactPhone = submission.ContactPhone,
            ContactEmail = submission.ContactEmail,
        });
    }
}
