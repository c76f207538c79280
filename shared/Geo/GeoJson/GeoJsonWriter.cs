using System.Buffers;
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
                WritePoint(writer, point);
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

    private static void WriteLine(Utf8JsonWriter writer, LineString line) => WritePositions(writer, line.CoordinateSequence, asList: true);

    private static void WritePoint(Utf8JsonWriter writer, Point point) => WritePositions(writer, point.CoordinateSequence, asList: false);

    // All positions of a line as one piece of text: a map has a million of them.
    private static void WritePositions(Utf8JsonWriter writer, CoordinateSequence positions, bool asList)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent((positions.Count * ((2 * DecimalText.MostBytes) + 4)) + 2);
        int length = 0;
        if (asList)
        {
            text[length++] = (byte)'[';
        }

        for (int i = 0; i < positions.Count; i++)
        {
            if (i > 0)
            {
                text[length++] = (byte)',';
            }

            text[length++] = (byte)'[';
            length += DecimalText.Write(positions.GetX(i), text.AsSpan(length));
            text[length++] = (byte)',';
            length += DecimalText.Write(positions.GetY(i), text.AsSpan(length));
            text[length++] = (byte)']';
        }

        if (asList)
        {
            text[length++] = (byte)']';
        }

        writer.WriteRawValue(text.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(text);
    }
}
