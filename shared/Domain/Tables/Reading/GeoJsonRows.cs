using System.Runtime.CompilerServices;
using System.Text.Json;
using GridSteward.Geo;

namespace GridSteward.Domain.Tables.Reading;

/// <summary>The features of a GeoJSON FeatureCollection as rows, one feature in memory at a time.</summary>
internal sealed partial class GeoJsonRows(TextSource text, TableFormat format)
{
    private readonly JsonWindow window = new(text);
    private readonly GeoJsonFeature feature = new(text);
    private Phase phase = Phase.Root;
    private Phase afterSkip;
    private int skipDepth;
    private bool typeSeen;
    private bool featuresSeen;
    private int index;
    private CoordinateSystem? system;

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
}
