using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>The fields that the rows of each kind of file have. <c>code</c> is the stable key of all.</summary>
public static class ImportFields
{
    private static readonly TableField Code = new("code", Required: true);

    private static readonly TableField[] Households =
        [Code, new("name"), new("phone"), .. Position(required: false), new("building"), new("unit"), new("residents"), new("originVillage"), new("wantsAcquaintance"), new("movedOn"),
            new("kind"), new("floor"), new("located"), new("care"), new("consent"), new("consentOn"), new("needs")];

    private static readonly TableField[] Buildings = [Code, new("name"), .. Position(required: true), new("expectedHouseholds"), new("expectedCompanies"), new("expectedShops"), new("countedOn")];

    private static readonly TableField[] Stewards = [Code, new("name", Required: true), new("phone"), new("subject"), new("channelConfirmedAt")];

    private static readonly TableField[] Posts =
    [
        Code, new("title", Required: true), new("area", Required: true), new("duty", Required: true), new("steward"), new("building"), new("categories"),
        new("originVillages"), new("capacity"), new("validFrom", Required: true), new("validTo"),
    ];

    private static readonly TableField[] Areas = [Code, new("name"), new("level"), new("parent"), new("geometry", Required: true), new("coordinateSystem")];

    /// <summary>The fields of a kind of rows.</summary>
    public static IReadOnlyList<TableField> Of(ImportSubject what) => what switch
    {
        ImportSubject.Households => Households,
        ImportSubject.Buildings => Buildings,
        ImportSubject.Stewards => Stewards,
        ImportSubject.Posts => Posts,
        _ => Areas,
    };

    private static TableField[] Position(bool required)
        => [new("longitude", required), new("latitude", required), new("coordinateSystem"), new("accuracyMetres")];
}
