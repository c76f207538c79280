using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Geo;

namespace GridSteward.Domain.Exports;

/// <summary>Reports with the reporters' words and contacts; without private cases, and without the words and contacts of those that are hidden.</summary>
internal sealed class ReportRows(IDocumentStore store, ExportRequest request)
    : DocumentRows<Report>(
        store, Kinds.Report, q => q.Where(new Filter.NotTrue("private")).WhereIf(request.Area is not null, () => new Filter.HasAny("areas", [request.Area!])),
        "id", "number", "category", "kind", "source", "state", "receivedAt", "acceptBy", "resolveBy", "dueAt", "longitude", "latitude", "areas", "assignee", "title",
        "words", "contactName", "contactPhone")
{
    protected override async Task<IReadOnlyList<TableValue[]>> RowsAsync(string jurisdiction, Report[] documents, CancellationToken cancellationToken)
    {
        var personal = await FindAsync(Kinds.ReportPersonalPart, jurisdiction, documents.Select(r => ReportPersonalPart.IdOf(r.Id)), cancellationToken);
        return [.. documents.Select(r => Row(r, r.HiddenBy is null ? personal.GetValueOrDefault(ReportPersonalPart.IdOf(r.Id)) : null))];
    }

    private static TableValue[] Row(Report report, ReportPersonalPart? personal) =>
    [
        TableValue.Of(report.Id),
        TableValue.Of(report.Number),
        TableValue.Of(report.Category),
        TableValue.Of(Wire.Name(report.Kind)),
        TableValue.Of(Wire.Name(report.Source)),
        TableValue.Of(Wire.Name(report.State)),
        Time(report.ReceivedAt),
        Time(report.AcceptBy),
        Time(report.ResolveBy),
        Time(report.DueAt),
        TableValue.Of(PointOf(report)?.Longitude),
        TableValue.Of(PointOf(report)?.Latitude),
        TableValue.Of(report.Areas),
        TableValue.Of(report.Handler?.Code),
        TableValue.Of(report.Handler?.Title),
        TableValue.Of(personal?.Words),
        TableValue.Of(personal?.ContactName),
        TableValue.Of(personal?.ContactPhone),
    ];

    /// <summary>Where a household is stays out: the file is for all who may read reports, not all of whom may read households.</summary>
    private static Wgs84Point? PointOf(Report report) => Visibility.PointOf(report) == PersonalField.ReportPoint ? report.Point : null;

    private static TableValue Time(DateTimeOffset? time) => TableValue.Of(time is { } t ? StoredTimeConverter.Text(t) : null);
}
