using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>Puts notices together from what is recorded now: what has become private since is not told, and an address that was erased is not written to.</summary>
internal sealed class NoticeDesk(IDocumentStore store, ChannelDesk desk, ReportLinks links)
{
    private Dictionary<string, Report> reports = [];
    private Dictionary<string, ReportEvent> events = [];
    private Dictionary<string, ReportPersonalPart> contacts = [];

    /// <summary>Reads what these deliveries tell of.</summary>
    public async Task ReadAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        string jurisdiction = desk.Jurisdiction;
        string[] readers = [.. deliveries.Select(d => d.Reader).OfType<string>().Distinct()];
        reports = (await store.FindManyAsync(Kinds.Report, jurisdiction, [.. deliveries.Select(d => d.Report).Union(readers)], cancellationToken))
            .ToDictionary(r => r.Value.Id, r => r.Value);
        events = (await store.FindManyAsync(Kinds.ReportEvent, jurisdiction, [.. deliveries.Select(d => d.Event).Distinct()], cancellationToken))
            .ToDictionary(e => e.Value.Id, e => e.Value);
        contacts = readers.Length == 0 ? [] : (await store.FindManyAsync(Kinds.ReportPersonalPart, jurisdiction, [.. readers.Select(ReportPersonalPart.IdOf)], cancellationToken))
            .ToDictionary(p => p.Value.Report, p => p.Value);
    }

    /// <summary>The notice of a delivery; null with why where there is nothing to tell any more.</summary>
    public async Task<(Notice? Notice, string? Why)> NoticeOfAsync(Delivery delivery, NotificationChannel? channel, CancellationToken cancellationToken)
    {
        if (!reports.TryGetValue(delivery.Report, out Report? report) || !events.TryGetValue(delivery.Event, out ReportEvent? e))
        {
            return (null, "noReport");
        }

        if (delivery.Reader is { } reader)
        {
            return reports.TryGetValue(reader, out Report? own) ? (Notice.ForReporter(delivery, own, report, e), null) : (null, "noReport");
        }

        return Recipients.Serves(channel!, delivery.To, report, await desk.AreasOfAsync(delivery.To, cancellationToken))
            ? (Notice.Of(delivery, report, e, await desk.SettingsAsync(cancellationToken), links.Of(report)), null)
            : (null, "notForChannel");
    }

    /// <summary>The reporter's address; null where there is none (any more).</summary>
    public string? AddressOf(string reader) => contacts.GetValueOrDefault(reader)?.ContactEmail;
}
