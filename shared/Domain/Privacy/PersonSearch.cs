using System.Text.Json;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>
/// Looks through a jurisdiction for one person's records, a page at a time, with a checkpoint after each. Names and phones are in no index, so
/// that none holds them when they are erased: the search reads what is personal from end to end.
/// </summary>
public sealed class PersonSearch(IDocumentStore store, JobCheckpoints checkpoints, JobFiles files)
{
    private const int PageSize = 500;

    /// <summary>Goes on with the search; it is done when the stage is <see cref="SearchStage.Found"/>, else the slice is over.</summary>
    public async Task<Stored<JobCheckpoint>> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        PersonTerms terms = await TermsAsync(run.Job, cancellationToken);
        Stored<JobCheckpoint> at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        while (Read(at).Stage != SearchStage.Found && !run.IsOver)
        {
            PersonFindings next = await StepAsync(run.Job.Jurisdiction, terms, Read(at), cancellationToken);
            if (next.Found.Count > PersonFindings.Most)
            {
                throw new JobFailedException($"More than {PersonFindings.Most} records answer to this; say more exactly who is meant, or name records by their ids.");
            }

            at = await SaveAsync(run, at, next, cancellationToken);
        }

        return at;
    }

    /// <summary>Whose data the job is about.</summary>
    public async Task<PersonTerms> TermsAsync(Job job, CancellationToken cancellationToken)
        => JsonSerializer.Deserialize(await files.ReadConfidenceAsync(job, cancellationToken), DomainJson.Default.PersonTerms)!;

    /// <summary>What was found so far.</summary>
    public static PersonFindings Read(Stored<JobCheckpoint> at)
        => at.Value.Cursor is null ? new PersonFindings() : JsonSerializer.Deserialize(at.Value.Cursor, DomainJson.Default.PersonFindings)!;

    /// <summary>Keeps what was found so far, and the lease.</summary>
    public async Task<Stored<JobCheckpoint>> SaveAsync(JobRun run, Stored<JobCheckpoint> at, PersonFindings findings, CancellationToken cancellationToken)
    {
        JobCheckpoint next = at.Value with { Cursor = JsonSerializer.Serialize(findings, DomainJson.Default.PersonFindings) };
        Stored<JobCheckpoint> saved = await checkpoints.CommitAsync(new Batch(Container.Outcomes, run.Job.Jurisdiction), at, next, cancellationToken);
        await run.KeepAsync(ProgressOf(findings), cancellationToken);
        return saved;
    }

    /// <summary>How far a job has come.</summary>
    public static JobProgress ProgressOf(PersonFindings findings)
        => new(findings.LookedAt + findings.Handled, null, new Dictionary<string, long> { ["lookedAt"] = findings.LookedAt, ["found"] = findings.Found.Count, ["toLookAt"] = findings.ToLookAt.Count });

    /// <summary>A report with the contact beside it.</summary>
    public Task<Stored<ReportPersonalPart>?> ContactOfAsync(string jurisdiction, string report, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.ReportPersonalPart, jurisdiction, ReportPersonalPart.IdOf(report), cancellationToken);

    private Task<PersonFindings> StepAsync(string jurisdiction, PersonTerms terms, PersonFindings at, CancellationToken cancellationToken) => at.Stage switch
    {
        SearchStage.Ids => Task.FromResult(Add(at, found:
        [
            .. new[] { ("household", terms.Household), ("report", terms.Report), ("visit", terms.Visit), ("steward", terms.Steward) }.Where(n => n.Item2 is not null).Select(n => $"{n.Item1}/{n.Item2}"),
        ]) with { Stage = terms is { Name: null, Phone: null } ? SearchStage.ReportsOfHouseholds : SearchStage.Households }),
        SearchStage.Households => PageAsync(Kinds.HouseholdPersonalPart.In(jurisdiction), at, p => (
            $"household/{p.Household}", terms.Match(p.Name, p.Phone), false), cancellationToken),
        SearchStage.Visits => PageAsync(Kinds.VisitPersonalPart.In(jurisdiction), at, p => (
            $"visit/{p.Visit}", TermMatch.None, !at.Found.Contains($"household/{p.Household}") && terms.IsMentionedIn(p.Note)), cancellationToken),
        SearchStage.RegisterWords => PageAsync(Kinds.RegisterWords.In(jurisdiction), at, w => (
            $"household/{w.Household}", TermMatch.None, terms.IsMentionedIn(w.Words)), cancellationToken),
        SearchStage.VisitRequests => PageAsync(Kinds.VisitRequestPersonalPart.In(jurisdiction), at, p => (
            $"visitRequest/{p.Request}", TermMatch.None, !at.Found.Contains($"household/{p.Household}") && (terms.IsMentionedIn(p.Note) || terms.IsMentionedIn(p.CancelNote))), cancellationToken),
        SearchStage.Reports => PageAsync(Kinds.ReportPersonalPart.In(jurisdiction), at, p => (
            $"report/{p.Report}", terms.Match(p.ContactName, p.ContactPhone), terms.IsMentionedIn(p.Words)), cancellationToken),
        SearchStage.Originals => PageAsync(Kinds.ReportOriginal.In(jurisdiction), at, o => ($"report/{o.Report}", TermMatch.None, terms.IsMentionedIn(o.Words)), cancellationToken),
        SearchStage.ReportsOfHouseholds => ReportsOfHouseholdsAsync(jurisdiction, terms, at, cancellationToken),
        SearchStage.Stewards => PageAsync(Kinds.Steward.In(jurisdiction), at, s => ($"steward/{s.Id}", terms.Match(s.Name, s.Phone), false), cancellationToken),
        _ => PageAsync(Kinds.Partner.In(jurisdiction), at, p => ($"partner/{p.Id}", terms.Match(p.ContactName, p.ContactPhone), false), cancellationToken),
    };

    private async Task<PersonFindings> PageAsync<T>(
        Query<T> query, PersonFindings at, Func<T, (string Subject, TermMatch Match, bool Mentions)> look, CancellationToken cancellationToken)
        where T : Document
    {
        PageToken? after = null;
        if (at.Next is not null && !PageToken.TryParse(at.Next, out after))
        {
            throw new InvalidOperationException("The checkpoint of a search does not read back.");
        }

        Page<T> page = await store.ListAsync(query, new PageRequest(PageSize, after), cancellationToken);
        var seen = page.Items.Select(i => look(i.Value)).ToList();
        PersonFindings next = Add(
            at,
            seen.Where(s => s.Match == TermMatch.Agrees).Select(s => s.Subject),
            seen.Where(s => s.Match == TermMatch.Differs || (s.Match == TermMatch.None && s.Mentions)).Select(s => s.Subject));
        return next with
        {
            LookedAt = at.LookedAt + page.Items.Count,
            Next = page.Next?.ToString(),
            Stage = page.Next is null ? at.Stage + 1 : at.Stage,
        };
    }

    /// <summary>A report that names the person's household is theirs unless another's name or phone is beside it.</summary>
    private async Task<PersonFindings> ReportsOfHouseholdsAsync(string jurisdiction, PersonTerms terms, PersonFindings at, CancellationToken cancellationToken)
    {
        const string prefix = "household/";
        List<string> found = [], toLookAt = [];
        foreach (string id in at.Found.Where(f => f.StartsWith(prefix, StringComparison.Ordinal)).Select(f => f[prefix.Length..]))
        {
            var personal = await store.FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, HouseholdPersonalPart.IdOf(id), cancellationToken);
            PersonTerms ofHousehold = new() { Name = terms.Name ?? personal?.Value.Name, Phone = terms.Phone ?? personal?.Value.Phone };
            await foreach (Stored<Report> report in store.AllAsync(Kinds.Report.In(jurisdiction).Where(new Filter.Equal("household", $"{jurisdiction}/{id}")), cancellationToken))
            {
                var contact = (await ContactOfAsync(jurisdiction, report.Value.Id, cancellationToken))?.Value;
                bool another = contact is not (null or { ContactName: null, ContactPhone: null })
                    && ofHousehold.Match(contact.ContactName, contact.ContactPhone) != TermMatch.Agrees;
                (another ? toLookAt : found).Add($"report/{report.Value.Id}");
            }
        }

        return Add(at, found, toLookAt) with { Stage = terms is { Name: null, Phone: null } ? SearchStage.Found : SearchStage.Stewards, Next = null };
    }

    private static PersonFindings Add(PersonFindings to, IEnumerable<string> found, IEnumerable<string>? toLookAt = null)
    {
        string[] all = [.. to.Found.Concat(found).Distinct()];
        return to with { Found = all, ToLookAt = [.. to.ToLookAt.Concat(toLookAt ?? []).Distinct().Except(all).Take(PersonFindings.Most)] };
    }
}
