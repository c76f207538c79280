using System.Buffers;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Maps;

/// <summary>An area as a map shows it at one zoom.</summary>
/// <param name="Box">The box around its simplified geometry.</param>
/// <param name="GeometryJson">The geometry as GeoJSON text, UTF-8.</param>
public sealed record DrawnArea(GeoBox Box, ReadOnlyMemory<byte> GeometryJson);

/// <summary>All areas of one generation as a map shows them at one zoom, by code.</summary>
/// <param name="Areas">The areas.</param>
/// <param name="SizeBytes">Estimated bytes of memory.</param>
public sealed record AreaDrawing(IReadOnlyDictionary<string, DrawnArea> Areas, long SizeBytes);

/// <summary>
/// The drawings of one snapshot, each made when its zoom is first asked for and kept until memory is short. All areas are simplified together, whatever
/// is asked for: so neighbours fit together though they come in different answers.
/// </summary>
public sealed class AreaDrawings(IReadOnlyList<Area> areas)
{
    private const int BytesPerArea = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<int, Task<AreaDrawing>> byZoom = [];
    private readonly List<int> uses = [];
    private Task last = Task.CompletedTask;

    /// <summary>Estimated bytes of memory of those that are kept.</summary>
    public long SizeBytes
    {
        get
        {
            lock (gate)
            {
                return byZoom.Values.Sum(SizeOf);
            }
        }
    }

    /// <summary>The drawing at a zoom.</summary>
    /// <param name="zoom">0 to <see cref="MapScale.MaxZoom"/>.</param>
    /// <param name="cancellationToken">Stops the wait, not the work that others may wait for.</param>
    public Task<AreaDrawing> GetAsync(int zoom, CancellationToken cancellationToken)
    {
        var scale = new MapScale(zoom);
        lock (gate)
        {
            if (!byZoom.TryGetValue(zoom, out Task<AreaDrawing>? drawing) || drawing.IsFaulted)
            {
                Task before = last;
                byZoom[zoom] = drawing = Task.Run(() => MakeAsync(before, scale), CancellationToken.None);
                last = drawing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            uses.Remove(zoom);
            uses.Add(zoom);
            return drawing.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Drops drawings, those first that were not asked for the longest, until the rest takes no more; one that is being made stays.</summary>
    public void Trim(long maxBytes)
    {
        lock (gate)
        {
            long total = byZoom.Values.Sum(SizeOf);
            for (int i = 0; i < uses.Count && total > maxBytes;)
            {
                if (!byZoom[uses[i]].IsCompleted)
                {
                    i++;
                    continue;
                }

                total -= SizeOf(byZoom[uses[i]]);
                byZoom.Remove(uses[i]);
                uses.RemoveAt(i);
            }
        }
    }

    private static long SizeOf(Task<AreaDrawing> drawing) => drawing.IsCompletedSuccessfully ? drawing.Result.SizeBytes : 0;

    // One at a time: it takes a processor and, while it lasts, several times the memory of the areas.
    private async Task<AreaDrawing> MakeAsync(Task before, MapScale scale)
    {
        await before;
        return Written(MapSimplifier.Simplify(AreaTopology.Of([.. areas.Select(a => a.Geometry!)]), scale));
    }

    private AreaDrawing Written(IReadOnlyList<Geometry> simple)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        int[] ends = new int[areas.Count];
        using var writer = new Utf8JsonWriter(buffer);
        for (int i = 0; i < areas.Count; i++)
        {
            GeoJsonWriter.WriteGeometry(writer, simple[i]);
            writer.Flush();
            writer.Reset(buffer);
            ends[i] = buffer.WrittenCount;
        }

        ReadOnlyMemory<byte> all = buffer.WrittenSpan.ToArray();
        var byCode = new Dictionary<string, DrawnArea>(areas.Count, StringComparer.Ordinal);
        for (int i = 0; i < areas.Count; i++)
        {
            byCode.Add(areas[i].Code, new DrawnArea(GeoBox.Around(simple[i]), all[(i == 0 ? 0 : ends[i - 1])..ends[i]]));
        }

        return new AreaDrawing(byCode, all.Length + (areas.Count * BytesPerArea));
    }
}
