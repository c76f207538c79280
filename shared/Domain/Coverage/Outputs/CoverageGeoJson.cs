using GridSteward.Domain.Tables;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>The report as GeoJSON (RFC 7946) for maps: longitude first, shells counter-clockwise.</summary>
public static class CoverageGeoJson
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/geo+json; charset=utf-8";

    /// <summary>The zoom for which borders are simplified: half a pixel there is four metres at the latitude of Zhengzhou.</summary>
    private const int SimpleZoom = 13;

    private const int AreaDecimals = 7;
    private const int PieceDecimals = 9;

    private static readonly TableFormat s_format = new(TableKind.Geojson);

    private static readonly IReadOnlyList<OutputColumn<SpatialPiece>> s_pieces =
    [
        new("kind", "", p => TableValue.Of(Wire.Name(p.Kind))),
        new("area", "", p => TableValue.Of(p.Parent)),
        new("parts", "", p => TableValue.Of(p.Codes)),
        new("squareMetres", "", p => TableValue.Of(p.SquareMetres)),
    ];

    /// <summary>A feature for each area, its figures as properties by the names of the English table.</summary>
    /// <param name="report">The report.</param>
    /// <param name="outlines">The shapes; an area without one has no geometry.</param>
    /// <param name="level">Only this level; null for all.</param>
    /// <param name="simple">Borders simplified, each once for all areas that share it, as maps do; else exact to seven decimals of a degree, a centimetre.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAreasAsync(
        CoverageReport report, IReadOnlyList<AreaOutline> outlines, string? level, bool simple, Stream stream, CancellationToken cancellationToken)
    {
        IReadOnlyList<Geometry> shapes = simple ? MapSimplifier.Simplify(AreaTopology.Of([.. outlines.Select(o => o.Geometry)]), new MapScale(SimpleZoom)) : [.. outlines.Select(o => o.Geometry)];
        Dictionary<string, Geometry> byCode = outlines.Zip(shapes).ToDictionary(p => p.First.Code, p => p.Second, StringComparer.Ordinal);
        return WriteAsync(
            AreaColumns.All, report.Areas.Where(a => level is null || a.Level == level), a => byCode.GetValueOrDefault(a.Code) is { } shape ? Rounded(shape, AreaDecimals) : null, stream, cancellationToken);
    }

    /// <summary>A feature for each overlap and gap.</summary>
    public static Task WriteSpatialAsync(SpatialCoverage? spatial, Stream stream, CancellationToken cancellationToken)
        => WriteAsync(s_pieces, spatial?.Pieces ?? [], p => Rounded(p.Geometry, PieceDecimals), stream, cancellationToken);

    /// <summary>A geometry with so many decimals; as it is where that would make it invalid, as it does with what is narrower.</summary>
    internal static Geometry Rounded(Geometry geometry, int decimals)
    {
        Geometry rounded = geometry.Copy();
        rounded.Apply(new Rounding(decimals));
        rounded.GeometryChanged();
        return rounded.IsValid ? rounded : geometry;
    }

    private static async Task WriteAsync<T>(
        IReadOnlyList<OutputColumn<T>> columns, IEnumerable<T> rows, Func<T, Geometry?> shapeOf, Stream stream, CancellationToken cancellationToken)
    {
        var table = TableWriter.Begin(stream, s_format, [new TableColumn("geometry"), .. columns.Select(c => c.In(OutputLanguage.En))]);
        foreach (T row in rows)
        {
            await table.WriteAsync((TableValue[])[TableValue.Of(shapeOf(row)), .. columns.Select(c => c.Of(row))], cancellationToken);
        }

        await table.EndAsync(cancellationToken);
    }

    private sealed class Rounding(int decimals) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            seq.SetOrdinate(i, 0, Math.Round(seq.GetX(i), decimals));
            seq.SetOrdinate(i, 1, Math.Round(seq.GetY(i), decimals));
        }
    }
}
