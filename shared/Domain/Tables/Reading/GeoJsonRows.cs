using System.Runtime.CompilerServices;
using System.Text.Json;
using GridSteward.Geo;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The features of a GeoJSON FeatureCollection as rows, one feature in memory at a time.</summary>
internal sealed class GeoJsonRows(TextSource text, TableFormat format)
{
    private readonly JsonWindow window = new(text);
    private readonly GeoJsonFeature feature = new(text);
    private Phase phase = Phase.Root;
    private Phase afterSkip;
    private int skipDepth;
    private bool typeSeen;
    private bool featuresSeen;
    private int index;

    private enum Phase
    {
        Root,
        Member,
        Type,
        Crs,
        Features,
        Feature,
        Skip,
        Tail,
        End,
    }

    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await window.GrowAsync(cancellationToken);
        while (phase != Phase.End)
        {
            if (Step(out TableRow? row))
            {
                if (row is not null)
                {
                    yield return row;
                }
            }
            else
            {
                await GrowAsync(cancellationToken);
            }
        }
    }

    // A feature is parsed anew when more of it is there: twice as much each time, or a large one would be parsed once a block.
    private async ValueTask GrowAsync(CancellationToken cancellationToken)
    {
        long enough = Math.Min(window.Length * 2L, format.MaxRowLength + 1L);
        do
        {
            await window.GrowAsync(cancellationToken);
        }
        while (window.Length < enough && !window.Ended);
    }

    /// <summary>One step, perhaps with a row; false where it needs more of the file.</summary>
    private bool Step(out TableRow? row)
    {
        row = null;
        try
        {
            Utf8JsonReader reader = window.Reader();
            bool done = phase switch
            {
                Phase.Root => Root(ref reader, out row),
                Phase.Member => Member(ref reader, out row),
                Phase.Type or Phase.Crs => Value(ref reader, out row),
                Phase.Features => Features(ref reader, out row),
                Phase.Feature => Feature(ref reader, out row),
                Phase.Skip => Skip(ref reader),
                _ => Tail(ref reader, out row),
            };

            // One token that does not fit holds everything up.
            if (!done && window.Length > format.MaxRowLength)
            {
                row = Broken(window.LineAt(0), $"A single value is longer than {format.MaxRowLength} bytes.");
                return true;
            }

            return done;
        }
        catch (JsonException broken)
        {
            string where = $"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}";
            row = Broken((int)(broken.LineNumber ?? 0) + 1, window.Ended && window.Length == 0 && phase == Phase.Root
                ? "The file is empty."
                : $"The file is not JSON, cut off, or nested deeper than 64: it breaks at {where}. {index} features were read before.");
            return true;
        }
    }

    private TableRow Broken(int line, string message)
    {
        phase = Phase.End;
        return TableRow.Broken(line, index, message);
    }

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
                row = GeoJsonReader.CrsFault(value) is { } fault ? Broken(line, fault) : null;
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
                    : feature.Row(document.RootElement, window.LineAt(from), index, raw);
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
