using System.Buffers;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Maps;
using GridSteward.Domain.People;
using GridSteward.Geo;
using GridSteward.Geo.Editing;

namespace GridSteward.Functions.Areas.Editing;

/// <summary>An edit as a FeatureCollection of the areas as they are after it; what it does is the foreign member <c>edit</c>.</summary>
public static class AreaEditGeoJson
{
    public static ReadOnlyMemory<byte> Of(EditedAreas edited, Caller caller)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, AreaGeoJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartObject("edit");
            WriteEdit(writer, edited);
            WriteSnapping(writer, edited.Snapping);
            WriteHouseholds(writer, edited.Edit, caller.Can(Capability.ReadHouseholds, new Target(edited.Edit.Jurisdiction)));
            AreaGeoJson.WriteReassignment(writer, edited.Reassignment);
            writer.WriteEndObject();
            writer.WriteStartArray("features");
            foreach (Area area in edited.Areas)
            {
                AreaGeoJson.WriteFeature(writer, new MapArea(area, []));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteEdit(Utf8JsonWriter writer, EditedAreas edited)
    {
        AreaEdit edit = edited.Edit;
        writer.WriteString("action", edit.Action);
        writer.WriteBoolean("made", edited.IsMade);
        writer.WriteNumber("generation", edit.Generation);
        foreach (var (name, codes) in new[] { ("added", edit.Added), ("changed", edit.Changed), ("ended", edit.Ended), ("touched", edit.Touched) })
        {
            writer.WriteStartArray(name);
            foreach (string code in codes)
            {
                writer.WriteStringValue(code);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("warnings");
        foreach (EditWarning warning in edit.Warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("area", warning.Area);
            writer.WriteString("message", warning.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSnapping(Utf8JsonWriter writer, Snapping? snapping)
    {
        if (snapping is null)
        {
            writer.WriteNull("snapping");
            return;
        }

        writer.WriteStartObject("snapping");
        writer.WriteStartArray("moves");
        foreach (var move in snapping.Moves)
        {
            GeoJsonWriter.WriteGeometry(writer, move);
        }

        writer.WriteEndArray();
        foreach (var (name, fit) in new[] { ("before", snapping.Before), ("after", snapping.After) })
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("gapSquareMetres", Math.Round(fit.GapSquareMetres, 3));
            writer.WriteNumber("overlapSquareMetres", Math.Round(fit.OverlapSquareMetres, 3));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>How many households each part has, and why they are not even, only for who may see households; whether they are, for all who may edit.</summary>
    private static void WriteHouseholds(Utf8JsonWriter writer, AreaEdit edit, bool maySee)
    {
        if (edit.Parts is not { } parts)
        {
            writer.WriteNull("households");
            return;
        }

        writer.WriteStartObject("households");
        writer.WriteBoolean("withinTenPercent", parts.WhyNot is null);
        writer.WriteString("whyNot", maySee ? parts.WhyNot : null);
        writer.WriteStartArray("parts");
        for (int i = 0; i < parts.Households.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("code", edit.PartCodes![i]);
            if (maySee)
            {
                writer.WriteNumber("households", parts.Households[i]);
            }
            else
            {
                writer.WriteNull("households");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
