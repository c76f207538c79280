using System.Text.Json;
using GridSteward.Geo;

namespace GridSteward.Domain.Tables.Reading;

/// <content>The phases of a collection. Each goes on in the window as far as one thing, or says false where that is not all there yet.</content>
internal sealed partial class GeoJsonRows
{
    private bool Root(ref Utf8JsonReader reader, out TableRow? row)
    {
        row = null;
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            row = Broken(window.LineAt(reader.TokenStartIndex), "The file must be a FeatureCollection.");
        }

        return Next(reader, Phase.Member);
    }

    private bool Member(ref Utf8JsonReader reader, out TableRow? row)
    {
        row = null;
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.EndObject)
        {
            string? missing = !typeSeen ? "The file's type must be 'FeatureCollection', but it has none." : !featuresSeen ? "The file has no features." : null;
            row = missing is null ? null : Broken(window.LineAt(reader.TokenStartIndex), missing);
            return Next(reader, Phase.Tail);
        }

        if (reader.ValueTextEquals("features"u8) && featuresSeen)
        {
            row = Broken(window.LineAt(reader.TokenStartIndex), "The member 'features' stands twice.");
            return true;
        }

        return reader.ValueTextEquals("features"u8) ? Next(reader, Phase.Features)
            : reader.ValueTextEquals("type"u8) ? Next(reader, Phase.Type)
            : reader.ValueTextEquals("crs"u8) ? Next(reader, Phase.Crs)
            : SkipNext(reader, Phase.Member, 0);
    }

    private bool Value(ref Utf8JsonReader reader, out TableRow? row)
    {
        row = null;
        if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            JsonElement value = document.RootElement;
            int line = window.LineAt(reader.TokenStartIndex);
            if (phase == Phase.Crs)
            {
                (system, string? fault) = GeoJsonParts.ReadCrs(value);
                fault ??= index > 0 && system is { IsWgs84: false }
                    ? $"The crs member names {system.Tag}, but stands behind the features, which have been read without it; say the coordinate system in the request." : null;
                row = fault is null ? null : Broken(line, fault);
            }
            else
            {
                typeSeen = true;
                row = value.ValueKind == JsonValueKind.String && value.ValueEquals("FeatureCollection"u8) ? null
                    : Broken(line, "The file's type must be 'FeatureCollection'.");
            }
        }

        return Next(reader, Phase.Member);
    }

    private bool Features(ref Utf8JsonReader reader, out TableRow? row)
    {
        row = null;
        if (!reader.Read())
        {
            return false;
        }

        featuresSeen = true;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            row = Broken(window.LineAt(reader.TokenStartIndex), "The features must be an array.");
        }

        return Next(reader, Phase.Feature);
    }

    private bool Feature(ref Utf8JsonReader reader, out TableRow? row)
    {
        row = null;
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return Next(reader, Phase.Member);
        }

        long from = reader.TokenStartIndex;
        Utf8JsonReader atStart = reader;
        if (JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
        {
            using (document)
            {
                ReadOnlySpan<byte> raw = window.Part(from, reader.BytesConsumed);
                row = raw.Length > format.MaxRowLength
                    ? TableRow.Unread(window.LineAt(from), index, null, "", TooLong())
                    : feature.Row(document.RootElement, window.LineAt(from), index, raw, system);
            }

            index++;
            return Next(reader, Phase.Feature);
        }

        if (window.Length - from <= format.MaxRowLength)
        {
            return false;
        }

        row = TableRow.Unread(window.LineAt(from), index++, null, "", TooLong());
        return SkipNext(atStart, Phase.Feature, 1);
    }

    private string TooLong() => $"The feature is longer than {format.MaxRowLength} bytes.";

    // Token by token, so that what is passed over need not fit into memory.
    private bool Skip(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            skipDepth += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
            if (skipDepth == 0)
            {
                return Next(reader, afterSkip);
            }
        }

        window.Advance(reader);
        return false;
    }

    private bool Tail(ref Utf8JsonReader reader, out TableRow? row)
    {
        row = null;
        _ = reader.Read(); // what is no space here is a JsonException
        window.Advance(reader);
        phase = window.Ended ? Phase.End : Phase.Tail;
        return window.Ended;
    }

    private bool SkipNext(in Utf8JsonReader reader, Phase then, int depth)
    {
        afterSkip = then;
        skipDepth = depth;
        return Next(reader, Phase.Skip);
    }

    private bool Next(in Utf8JsonReader reader, Phase next)
    {
        window.Advance(reader);
        phase = phase == Phase.End ? Phase.End : next;
        return true;
    }
}
