using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>The documents of a report that comes in.</summary>
internal sealed class NewReport
{
    private readonly ReportSubmission submission;

    public NewReport(ReportSubmission submission, FoundPlace found, Assignment assignment, IntakeTicket ticket, DeadlineClock deadlines, DateTimeOffset now)
    {
        this.submission = submission;
        var report = new Report
        {
            Id = ticket.Id,
            Jurisdiction = ticket.Jurisdiction,
            Category = submission.Category,
            Kind = found.Settings?.FindCategory(submission.Category)?.Kind ?? ReportKind.Hazard,
            Source = submission.Source,
            State = Lifecycle.First,
            Open = Lifecycle.IsOpen(Lifecycle.First),
            ReceivedAt = now,
            ClientTime = submission.ClientTime,
            AcceptBy = now,
            ResolveBy = now,
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
            Responsibility = assignment.Answerable,
            Nodes = [],
            TrackingHash = ticket.TrackingHash,
            TransferredFrom = ticket.TransferredFrom,
            Photos = ticket.Photos,
            Sequence = 1,
        };
        Report = deadlines.Begin(report.WithNodes(), found.Settings, now);
    }

    public Report Report { get; }

    public Batch ToBatch(Acting acting)
    {
        string actor = acting.Caller.Subject ?? "reporter";
        ReportEvent received = new()
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
        };
        Batch batch = new Batch(Container.Reports, Report.Jurisdiction)
            .Create(Kinds.Report, Report)
            .Create(Kinds.ReportEvent, received)
            .Create(Kinds.OutboxMessage, OutboxMessage.Of(received, [Report.Assignee ?? OutboxMessage.DutyDesk]).Single())
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
