using System.Globalization;
using System.Text.Json.Nodes;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Tests.Kinds;

/// <summary>The kinds of the contract.</summary>
public static class TestKinds
{
    public static readonly Container Things = new("things", "/jurisdiction");

    public static readonly Container Fleeting = new("fleeting", "/key", Expires: true);

    public static readonly Container Plants = new("plants", "/jurisdiction");

    public static readonly Ordering ByTime = new("at"), ByTimeDescending = new("at", true), ByCount = new("count"), ByCountDescending = new("count", true),
        ByStreet = new("where.street"), ByOrder = new("order", true);

    public static readonly DocumentKind<Thing> Thing = new("thing", Things, DocumentsJson.Default.Thing)
    {
        Fields =
        [
            new("status"), new("count"), new("open"), new("at"), new("where.street"), new("order"), new("value"), new("areas", FieldUse.Elements),
        ],
        Orders = [ByTime, ByTimeDescending, ByCount, ByCountDescending, ByStreet, ByOrder],
        Location = LocationFields.Point("point"),
        TracksWrites = true,
    };

    public static readonly DocumentKind<Region> Region = new("region", Things, DocumentsJson.Default.Region)
    {
        Fields = [new("status"), new("areas", FieldUse.Elements)],
        Location = new LocationFields("box.west", "box.south", "box.east", "box.north"),
    };

    public static readonly DocumentKind<Token> Token = new("token", Fleeting, DocumentsJson.Default.Token)
    {
        Fields = [new("purpose")],
        Orders = [new("purpose")],
        TracksWrites = true,
    };

    /// <summary>A kind whose shape has changed twice.</summary>
    public static readonly DocumentKind<Plant> Plant = new("plant", Plants, DocumentsJson.Default.Plant)
    {
        Fields = [new("heightCm")],
        Upgrades =
        [
            // a text with its unit became a number
            json =>
            {
                json["heightCm"] = double.Parse(((string)json["height"]!).Split(' ')[0], CultureInfo.InvariantCulture);
                json.Remove("height");
            },

            // one name became several
            json =>
            {
                json["names"] = new JsonArray((string)json["name"]!);
                json.Remove("name");
            },
        ],
    };

    public static IReadOnlyList<DocumentKind> All { get; } = [Thing, Region, Token, Plant];
}
