using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Privacy;

/// <summary>One line of a person's file: a record with what is personal of it and who did what with it.</summary>
/// <param name="Record"><c>household</c>, <c>report</c>, <c>visit</c>, <c>steward</c>, <c>partner</c>; <c>toLookAt</c> for what only mentions the person.</param>
/// <param name="Id">Its id.</param>
public sealed record PersonLine(string Record, string Id)
{
    /// <summary>The household.</summary>
    public Household? Household { get; init; }

    /// <summary>Its name and phone.</summary>
    public HouseholdPersonalPart? HouseholdPersonal { get; init; }

    /// <summary>What changed of it.</summary>
    public IReadOnlyList<UnitChange>? HouseholdChanges { get; init; }

    /// <summary>To whom it was referred.</summary>
    public IReadOnlyList<Referral>? Referrals { get; init; }

    /// <summary>Words beside changes, checks, referrals and offers of help.</summary>
    public IReadOnlyList<RegisterWords>? RegisterWords { get; init; }

    /// <summary>The visits to it, or the one visit.</summary>
    public IReadOnlyList<Visit>? Visits { get; init; }

    /// <summary>What was heard at them.</summary>
    public IReadOnlyList<VisitPersonalPart>? VisitNotes { get; init; }

    /// <summary>Visits that were asked for.</summary>
    public IReadOnlyList<VisitRequest>? VisitRequests { get; init; }

    /// <summary>What was said when they were.</summary>
    public IReadOnlyList<VisitRequestPersonalPart>? VisitRequestNotes { get; init; }

    /// <summary>The report.</summary>
    public Report? Report { get; init; }

    /// <summary>Words, contact and notes beside it.</summary>
    public IReadOnlyList<ReportPersonalPart>? ReportPersonal { get; init; }

    /// <summary>What stood there before it was redacted.</summary>
    public IReadOnlyList<ReportOriginal>? ReportOriginals { get; init; }

    /// <summary>What happened to it.</summary>
    public IReadOnlyList<ReportEvent>? Events { get; init; }

    /// <summary>The steward.</summary>
    public Steward? Steward { get; init; }

    /// <summary>The partner.</summary>
    public Partner? Partner { get; init; }

    /// <summary>Who did what with it, and when.</summary>
    public IReadOnlyList<AuditFact>? Audit { get; init; }
}

/// <summary>Puts together what is held about a person in a file of one JSON object a line.</summary>
public sealed class ExportPersonWork(IDocumentStore store, PersonSearch search, JobCheckpoints checkpoints, JobFiles files, TimeProvider clock) : IJobWork
{
    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [PersonRequests.Export];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        PersonFindings findings = PersonSearch.Read(await search.RunAsync(run, cancellationToken));
        if (findings.Stage != SearchStage.Found)
        {
            return JobSlice.More(PersonSearch.ProgressOf(findings));
        }

        // At most a thousand records: read in one go; whoever is killed here writes the same parts again.
        using JobFileWriter writer = new(files, run.Job, new JobFile("person.ndjson", "application/x-ndjson", []));
        foreach (string subject in findings.Found)
        {
            writer.AddLine(await LineAsync(run.Job, subject, cancellationToken), DomainJson.Default.PersonLine);
            if (writer.IsFull)
            {
                await writer.WritePartAsync(cancellationToken);
            }

            await run.KeepAsync(PersonSearch.ProgressOf(findings), cancellationToken);
        }

        foreach (string subject in findings.ToLookAt)
        {
            writer.AddLine(new PersonLine("toLookAt", subject), DomainJson.Default.PersonLine);
        }

        await writer.WritePartAsync(cancellationToken);
        return JobSlice.Done(PersonSearch.ProgressOf(findings with { Handled = findings.Found.Count }), writer.File.Parts.Count == 0 ? [] : [writer.File]);
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);

    /// <summary>Reads a record in full; that it was read is written first.</summary>
    private async Task<PersonLine> LineAsync(Job job, string subject, CancellationToken cancellationToken)
    {
        string jurisdiction = job.Jurisdiction;
        string[] parts = subject.Split('/');
        Container container = parts[0] switch { "household" or "visit" => Container.Households, "report" => Container.Reports, _ => Container.Areas };
        AuditFact fact = job.Origin.Fact(clock.GetUtcNow(), "exportPersonal", subject);
        await store.CommitAsync(new Batch(container, jurisdiction).Create(Kinds.Audit(container), AuditEntry.Of(jurisdiction, fact)), cancellationToken);

        PersonLine line = new(parts[0], parts[1])
        {
            Audit = [.. (await AllAsync(Kinds.Audit(container).In(jurisdiction).Where(new Filter.Equal("fact.subject", subject)), cancellationToken)).Select(e => e.Fact)],
        };
        return parts[0] switch
        {
            "household" => line with
            {
                Household = (await store.FindAsync(Kinds.Household, jurisdiction, parts[1], cancellationToken))?.Value,
                HouseholdPersonal = (await store.FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, HouseholdPersonalPart.IdOf(parts[1]), cancellationToken))?.Value,
                HouseholdChanges = await AllAsync(Kinds.UnitChange.In(jurisdiction).Where(new Filter.Equal("unit", parts[1])), cancellationToken),
                Referrals = await AllAsync(Kinds.Referral.In(jurisdiction).Where(new Filter.Equal("household", parts[1])), cancellationToken),
                RegisterWords = await AllAsync(Kinds.RegisterWords.In(jurisdiction).Where(new Filter.Equal("household", parts[1])), cancellationToken),
                Visits = await AllAsync(Kinds.Visit.In(jurisdiction).Where(new Filter.Equal("household", parts[1])), cancellationToken),
                VisitNotes = await AllAsync(Kinds.VisitPersonalPart.In(jurisdiction).Where(new Filter.Equal("household", parts[1])), cancellationToken),
                VisitRequests = await AllAsync(Kinds.VisitRequest.In(jurisdiction).Where(new Filter.Equal("household", parts[1])), cancellationToken),
                VisitRequestNotes = await AllAsync(Kinds.VisitRequestPersonalPart.In(jurisdiction).Where(new Filter.Equal("household", parts[1])), cancellationToken),
            },
            "visit" => line with
            {
                Visits = Present(await store.FindAsync(Kinds.Visit, jurisdiction, parts[1], cancellationToken)),
                VisitNotes = Present(await store.FindAsync(Kinds.VisitPersonalPart, jurisdiction, VisitPersonalPart.IdOf(parts[1]), cancellationToken)),
            },
            "report" => line with
            {
                Report = (await store.FindAsync(Kinds.Report, jurisdiction, parts[1], cancellationToken))?.Value,
                ReportPersonal = await AllAsync(Kinds.ReportPersonalPart.In(jurisdiction).Where(new Filter.Equal("report", parts[1])), cancellationToken),
                ReportOriginals = await AllAsync(Kinds.ReportOriginal.In(jurisdiction).Where(new Filter.Equal("report", parts[1])), cancellationToken),
                Events = await AllAsync(Kinds.ReportEvent.In(jurisdiction).Where(new Filter.Equal("report", parts[1])), cancellationToken),
            },
            "partner" => line with { Partner = (await store.FindAsync(Kinds.Partner, jurisdiction, parts[1], cancellationToken))?.Value },
            _ => line with { Steward = (await store.FindAsync(Kinds.Steward, jurisdiction, parts[1], cancellationToken))?.Value },
        };
    }

    private static IReadOnlyList<T> Present<T>(Stored<T>? found)
        where T : Document => found is null ? [] : [found.Value];

    private async Task<IReadOnlyList<T>> AllAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document => await store.AllAsync(query, cancellationToken).Select(item => item.Value).ToListAsync(cancellationToken);
}
