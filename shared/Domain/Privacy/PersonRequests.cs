using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>Takes a person's request to have what is held about them put together, or erased; a job does it.</summary>
public sealed class PersonRequests(IDocumentStore store, KeepJobs jobs, ReadReports reports)
{
    /// <summary>The kind of jobs that put together.</summary>
    public const string Export = "exportPerson";

    /// <summary>The kind of jobs that erase.</summary>
    public const string Erase = "erasePerson";

    /// <summary>Enters the job. Name and phone go into its confidence and nowhere else.</summary>
    /// <param name="kind"><see cref="Export"/> or <see cref="Erase"/>.</param>
    /// <param name="jurisdiction">Where.</param>
    /// <param name="terms">Whose data.</param>
    /// <param name="tracking">The tracking token of a report of theirs, in place of its id.</param>
    /// <param name="once">The idempotency key; null for none.</param>
    /// <param name="acting">Who asks in the person's stead.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Stored<Job>>> OrderAsync(
        string kind, string jurisdiction, PersonTerms terms, string? tracking, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        if (tracking is not null)
        {
            if (await reports.TrackAsync(tracking, cancellationToken) is Outcome<TrackedReport>.Done { Value.Report: var report } && report.Jurisdiction == jurisdiction)
            {
                terms = terms with { Report = report.Id };
            }
            else
            {
                faults.Add(new("$.trackingToken", "Leads to no report of this jurisdiction."));
            }
        }

        await CheckAsync(Kinds.Household, terms.Household, "$.household");
        await CheckAsync(Kinds.Report, tracking is null ? terms.Report : null, "$.report");
        await CheckAsync(Kinds.Visit, terms.Visit, "$.visit");
        await CheckAsync(Kinds.Steward, terms.Steward, "$.steward");
        if (faults.Count > 0)
        {
            return new Outcome<Stored<Job>>.Invalid(faults);
        }

        var order = new JobOrder(kind, JsonSerializer.SerializeToElement("", DomainJson.Default.String), Capability.ManagePersonalData)
        {
            Confidence = JsonSerializer.SerializeToUtf8Bytes(terms, DomainJson.Default.PersonTerms),
        };
        return await jobs.CreateAsync(jurisdiction, order, once, acting, cancellationToken);

        async Task CheckAsync<T>(DocumentKind<T> of, string? id, string path)
            where T : Document
        {
            if (id is not null && await store.FindAsync(of, jurisdiction, id, cancellationToken) is null)
            {
                faults.Add(new(path, $"There is no such {of.Name} in this jurisdiction."));
            }
        }
    }
}
