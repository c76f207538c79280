using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Writes geometries as GeoJSON (RFC 7946): longitude first, two numbers a position, each in the shortest digits that read back to the same double.</summary>
public static class GeoJsonWriter
{
    /// <summary>Writes a geometry object.</summary>
    /// <exception cref="NotSupportedException">It is empty, or not a Point, LineString, Polygon or MultiPolygon.</exception>
    public static void WriteGeometry(Utf8JsonWriter writer, Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteTypeAndCoordinates(writer, geometry);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members <c>type</c> and <c>coordinates</c> into the object that is open.</summary>
    /// <inheritdoc cref="WriteGeometry" path="/exception"/>
    public static void WriteTypeAndCoordinates(Utf8JsonWriter writer, Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry.IsEmpty)
        {
            throw new NotSupportedException("An empty geometry has no GeoJSON form here.");
        }

        writer.WriteString("type"u8, geometry is LineString ? "LineString" : geometry.GeometryType);
        writer.WritePropertyName("coordinates"u8);
        switch (geometry)
        {
            case Point point:
                WritePosition(writer, point.CoordinateSequence, 0);
                break;
            case LineString line:
                WriteLine(writer, line);
                break;
            case Polygon polygon:
                WritePolygon(writer, polygon);
                break;
            case MultiPolygon multi:
                writer.WriteStartArray();
                foreach (Geometry polygon in multi.Geometries)
                {
                    WritePolygon(writer, (Polygon)polygon);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"A {geometry.GeometryType} is not written as GeoJSON here.");
        }
    }

    private static void WritePolygon(Utf8JsonWriter writer, Polygon polygon)
    {
        writer.WriteStartArray();
        WriteLine(writer, polygon.ExteriorRing);
        foreach (LineString hole in polygon.InteriorRings)
        {
            WriteLine(writer, hole);
        }

        writer.WriteEndArray();
    }

    private static void WriteLine(Utf8JsonWriter writer, LineString line)
    {
        writer.WriteStartArray();
        for (int i = 0; i < line.NumPoints; i++)
        {
            WritePosition(writer, line.CoordinateSequence, i);
        }

        writer.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter writer, CoordinateSequence positions, int index)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(positions.GetX(index));
        writer.WriteNumberValue(positions.GetY(index));
        writer.WriteEndArray();
    }
}
