using GridSteward.Domain;
using GridSteward.Domain.History;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Locate;

/// <summary>Points to be placed, each with the name that the asker gave it.</summary>
public sealed record WantedPlaces(IReadOnlyList<string?> Ids, IReadOnlyList<SentPosition> Points, string? Category, string? Jurisdiction, AsOf? AsOf);

/// <summary>Reads many points from a body.</summary>
public static class LocateInput
{
    private const int MaxPoints = 10_000;

    /// <summary>Reads the point of a line.</summary>
    public static WantedPoint ReadPoint(this JsonInput input)
    {
        string? id = input.Text("id", 100);
        SentPosition? position = input.ReadPosition("$");
        input.Finish();
        return new WantedPoint(id, position!);
    }

    public static WantedPlaces ReadPlaces(this JsonInput input)
    {
        List<string?> ids = [];
        List<SentPosition> points = [];
        foreach (JsonInput item in input.NestedList("points", MaxPoints, required: true))
        {
            ids.Add(item.Text("id", 100));
            if (item.ReadPosition($"$.points[{ids.Count - 1}]") is { } position)
            {
                points.Add(position);
            }
        }

        string? category = input.Text("category", 100);
        string? jurisdiction = input.Text("jurisdiction", 100);
        AsOf? asOf = input.AsOf("asOf");
        input.Finish();
        return new WantedPlaces(ids, points, category, jurisdiction, asOf);
    }
}
