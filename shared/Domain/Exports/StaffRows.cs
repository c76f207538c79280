using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>Buildings, in the columns that an import of buildings takes.</summary>
internal sealed class BuildingRows(IDocumentStore store, ExportRequest request)
    : DocumentRows<Building>(store, Kinds.Building, q => q, "code", "name", "longitude", "latitude", "coordinateSystem", "accuracyMetres",
        "expectedHouseholds", "expectedCompanies", "expectedShops", "countedOn")
{
    protected override Task<IReadOnlyList<TableValue[]>> RowsAsync(string jurisdiction, Building[] documents, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<TableValue[]>>([.. documents.Select(b => (TableValue[])
            [
                TableValue.Of(b.Code), TableValue.Of(b.Name), .. ExportPosition.Of(b.Sent, b.Point, request),
                TableValue.Of(b.Expected?.Households), TableValue.Of(b.Expected?.Companies), TableValue.Of(b.Expected?.Shops), TableValue.Of(b.Expected?.CountedOn),
            ])]);
}

/// <summary>Stewards with names and phones, in the columns that an import of stewards takes.</summary>
internal sealed class StewardRows(IDocumentStore store) : DocumentRows<Steward>(store, Kinds.Steward, q => q, "code", "name", "phone", "subject", "channelConfirmedAt")
{
    protected override Task<IReadOnlyList<TableValue[]>> RowsAsync(string jurisdiction, Steward[] documents, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<TableValue[]>>([.. documents.Select(s => (TableValue[])
            [TableValue.Of(s.Code), TableValue.Of(s.Name), TableValue.Of(s.Phone), TableValue.Of(s.Subject),
                TableValue.Of(s.ChannelConfirmedAt is { } at ? StoredTimeConverter.Text(at) : null)])]);
}

/// <summary>Posts, in the columns that an import of posts takes: stewards and buildings by their codes.</summary>
internal sealed class PostRows(IDocumentStore store, ExportRequest request)
    : DocumentRows<Post>(
        store, Kinds.Post, q => q.WhereIf(request.Area is not null, () => new Filter.Equal("area", request.Area!)),
        "code", "title", "area", "duty", "steward", "building", "categories", "originVillages", "capacity", "validFrom", "validTo")
{
    protected override async Task<IReadOnlyList<TableValue[]>> RowsAsync(string jurisdiction, Post[] documents, CancellationToken cancellationToken)
    {
        var stewards = await FindAsync(Kinds.Steward, jurisdiction, documents.Select(p => p.Steward), cancellationToken);
        var buildings = await FindAsync(Kinds.Building, jurisdiction, documents.Select(p => p.Building), cancellationToken);
        return
        [
            .. documents.Select(p => (TableValue[])
            [
                TableValue.Of(p.Code),
                TableValue.Of(p.Title),
                TableValue.Of(p.Area),
                TableValue.Of(Wire.Name(p.Duty)),

                // A steward without a staff number is named by id: an import then refuses the row instead of vacating the post.
                TableValue.Of(p.Steward is null ? null : stewards.GetValueOrDefault(p.Steward)?.Code ?? p.Steward),
                TableValue.Of(p.Building is null ? null : buildings.GetValueOrDefault(p.Building)?.Code ?? p.Building),
                TableValue.Of(p.Categories),
                TableValue.Of(p.OriginVillages),
                TableValue.Of(p.Capacity),
                TableValue.Of(p.ValidFrom),
                TableValue.Of(p.ValidTo),
            ]),
        ];
    }
}
