using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Functions.Http;
using GridSteward.Geo;

namespace GridSteward.Functions.Locate;

/// <summary>A point of a line.</summary>
public sealed record WantedPoint(string? Id, SentPosition Position);

/// <summary>What is said to a line. Written without this, see <see cref="LocateLines"/>; this is its form.</summary>
/// <param name="Id">The name that the line gave; else left out.</param>
/// <param name="Jurisdiction">The jurisdiction; left out where the point lies in none, and with errors.</param>
/// <param name="Areas">The codes of its areas, topmost first, none where it lies in none; left out with errors.</param>
/// <param name="Near">True where no area covers the point and the nearest one within the tolerance takes it; else left out.</param>
/// <param name="Line">The number of a line that could not be read, from 1; else left out.</param>
/// <param name="Errors">What is wrong with it; else left out.</param>
public sealed record LocateLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Jurisdiction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Areas,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Near,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Errors);

/// <summary>
/// Points by lines of JSON, answered by lines: nothing but numbers, names and areas, read and written without an object for each. A line that is wrong is
/// answered with its faults, and the others go on.
/// </summary>
internal sealed class LocateLines
{
    /// <summary>More lines are refused as a whole.</summary>
    public const int MaxPoints = 100_000;

    // Of a line; so many wrong lines are not answered with many times their length.
    private const int MostFaults = 8;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly List<Line> _lines;
    private readonly Wgs84Point[] _points;
    private int _read;

    // As large as they will be, so that nothing of this size is copied or left behind.
    private LocateLines(ReadOnlyMemory<byte> body)
    {
        _body = body;
        int most = Math.Min(body.Span.Count((byte)'\n') + 1, MaxPoints);
        _lines = new List<Line>(most);
        _points = new Wgs84Point[most];
    }

    /// <summary>The points of the lines that could be read.</summary>
    public ReadOnlyMemory<Wgs84Point> Points => _points.AsMemory(0, _read);

    /// <summary>Reads lines; empty ones are passed over, and a byte order mark before the first.</summary>
    /// <exception cref="BadInputException">There are no lines, or too many.</exception>
    public static LocateLines Read(ReadOnlyMemory<byte> body)
    {
        var lines = new LocateLines(body);
        int number = 0;
        for (int start = JsonInput.MarkLength(body.Span); start < body.Length;)
        {
            int length = body.Span[start..].IndexOf((byte)'\n') is var at && at < 0 ? body.Length - start : at;
            number++;
            if (body.Span.Slice(start, length).IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                if (lines._lines.Count == MaxPoints)
                {
                    throw new BadInputException("$", $"At most {MaxPoints} lines.");
                }

                lines.Add(number, start, length);
            }

            start += length + 1;
        }

        return lines._lines.Count > 0 ? lines : throw new BadInputException("$", "The body has no line; one JSON object a line is wanted.");
    }

    /// <summary>Writes the answers.</summary>
    /// <param name="areas">Those of the points.</param>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<PointAreas> areas)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1024, _lines.Count * 80));
        using var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true });
        foreach (Line line in _lines)
        {
            writer.WriteStartObject();
            if (line.IdLength > 0)
            {
                writer.WritePropertyName("id"u8);
                writer.WriteRawValue(_body.Span.Slice(line.IdStart, line.IdLength), skipInputValidation: true);
            }
            else if (line.Id is not null)
            {
                writer.WriteString("id"u8, line.Id);
            }

            if (line.Faults is { } faults)
            {
                writer.WriteNumber("line"u8, line.Number);
                writer.WritePropertyName("errors"u8);
                JsonSerializer.Serialize(writer, faults, ApiJson.Default.IReadOnlyListFault);
            }
            else
            {
                WriteAreas(writer, areas[line.Point]);
            }

            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            bytes.Write("\n"u8);
        }

        return bytes.WrittenMemory;
    }

    private static void WriteAreas(Utf8JsonWriter writer, in PointAreas areas)
    {
        if (areas.Jurisdiction is { } jurisdiction)
        {
            writer.WriteString("jurisdiction"u8, jurisdiction);
        }

        writer.WriteStartArray("areas"u8);
        foreach (string code in areas.Codes)
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
        if (areas.IsNear)
        {
            writer.WriteBoolean("near"u8, true);
        }
    }

    private void Add(int number, int start, int length)
    {
        var line = new Line(number);
        if (!TryReadPlain(start, length, ref line, out Wgs84Point point) && !TryRead(start, length, ref line, out point))
        {
            _lines.Add(line);
            return;
        }

        _lines.Add(line with { Point = _read });
        _points[_read++] = point;
    }

    // What nearly every line is: known fields, once each, WGS-84. Whatever else it may be is left to the reader of all bodies, who also says what is wrong.
    private bool TryReadPlain(int start, int length, ref Line line, out Wgs84Point point)
    {
        point = default;
        double longitude = double.NaN, latitude = double.NaN;
        bool hasAccuracy = false, hasId = false;
        var reader = new Utf8JsonReader(_body.Span.Slice(start, length));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isPlain = reader.ValueTextEquals("longitude"u8) ? TryNumber(ref reader, ref longitude)
                    : reader.ValueTextEquals("latitude"u8) ? TryNumber(ref reader, ref latitude)
                    : reader.ValueTextEquals("id"u8) ? TryId(ref reader, start, ref hasId, ref line)
                    : reader.ValueTextEquals("accuracyMetres"u8) && TryAccuracy(ref reader, ref hasAccuracy);
                if (!isPlain)
                {
                    return false;
                }
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && Wgs84Point.TryCreate(longitude, latitude, out point);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a name that holds half of a surrogate pair.
            return false;
        }
    }

    private static bool TryNumber(ref Utf8JsonReader reader, ref double number) =>
        double.IsNaN(number) && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out number);

    private static bool TryAccuracy(ref Utf8JsonReader reader, ref bool has)
    {
        bool first = !has;
        has = true;
        return first && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double metres) && metres is >= 0 and <= 100_000;
    }

    private static bool TryId(ref Utf8JsonReader reader, int start, ref bool has, ref Line line)
    {
        if (has || !reader.Read() || reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || !IsPlainId(reader.ValueSpan))
        {
            return false;
        }

        has = true;
        line = line with { IdStart = start + (int)reader.TokenStartIndex, IdLength = reader.ValueSpan.Length + 2 };
        return true;
    }

    // Blanks around it would be taken off.
    private static bool IsPlainId(ReadOnlySpan<byte> id) =>
        id.Length is > 0 and <= 100 && id[0] != ' ' && id[^1] != ' ' && id.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    private bool TryRead(int start, int length, ref Line line, out Wgs84Point point)
    {
        point = default;
        try
        {
            WantedPoint wanted = JsonInput.Parse(_body.Slice(start, length), line.Number).ReadPoint();
            point = wanted.Position.ToPoint("$", [])!.Value;
            line = new Line(line.Number) { Id = wanted.Id };
            return true;
        }
        catch (BadInputException e)
        {
            line = new Line(line.Number) { Faults = [.. e.Faults.Take(MostFaults)] };
            return false;
        }
    }

    /// <summary>A line.</summary>
    /// <param name="Number">Which, from 1, empty ones counted.</param>
    /// <param name="Point">The place of its point; meaningless where it has faults.</param>
    /// <param name="IdStart">Where its name begins, with the quotation mark.</param>
    /// <param name="IdLength">The length of its name, with both quotation marks; 0 for none.</param>
    private readonly record struct Line(int Number, int Point = 0, int IdStart = 0, int IdLength = 0)
    {
        /// <summary>Its name where that is not taken from the line as it stands there; null for none.</summary>
        public string? Id { get; init; }

        /// <summary>What is wrong with it; null for nothing.</summary>
        public IReadOnlyList<Fault>? Faults { get; init; }
    }
}
