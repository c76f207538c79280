using System.Text.Json;

namespace GridSteward.RealData;

/// <summary>A row of a coverage report as it was answered: of an area, or of the whole.</summary>
internal sealed record CoverageRow(string Code, string Name, string Level, string? Parent, string Band, Counts Counts, JsonElement Units, Covering? Spatial, bool MopUp, string Figures)
{
    private static readonly string[] s_shares = ["foundShare", "naiveShare", "effectiveShare", "responsibilityShare"];

    /// <summary>Whether nothing is said about units beyond that none is registered.</summary>
    public bool UnitsUnknown
        => Band == "unknown" && !MopUp && Units.GetProperty("registered").GetInt64() == 0 && !IsThere(Units, "enumerated")
            && s_shares.All(s => Units.GetProperty(s) is var share && share.GetProperty("count").GetInt64() == 0 && !IsThere(share, "rate"));

    public static CoverageRow Of(JsonElement row)
    {
        JsonElement loop = row.GetProperty("loop"), units = row.GetProperty("units");
        JsonElement? spatial = IsThere(row, "spatial") ? row.GetProperty("spatial") : null;
        return new CoverageRow(
            row.GetProperty("code").GetString()!, row.GetProperty("name").GetString()!, row.GetProperty("level").GetString()!,
            IsThere(row, "parent") ? row.GetProperty("parent").GetString() : null, row.GetProperty("band").GetString()!, Counts.Of(loop), units,
            spatial is { } s ? new Covering(Number(s, "whole"), Number(s, "once"), Number(s, "overlap"), Number(s, "gap"), 0) : null,
            IsThere(row, "mopUp"), $"{loop.GetRawText()} {units.GetRawText()} {spatial?.GetRawText()}");
    }

    private static double Number(JsonElement parent, string name) => parent.GetProperty(name).GetDouble();

    private static bool IsThere(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;
}

/// <summary>Reports of a row: received, and of these resolved and still open.</summary>
internal sealed record Counts(long Received, long Resolved, long Open)
{
    public static Counts Of(JsonElement loop) => new(loop.GetProperty("received").GetInt64(), loop.GetProperty("resolved").GetInt64(), loop.GetProperty("open").GetInt64());
}

/// <summary>A coverage report as it was answered.</summary>
/// <param name="Date">The local day.</param>
/// <param name="Total">The whole jurisdiction.</param>
/// <param name="Areas">The areas, in the order in which they were answered.</param>
/// <param name="Nobody">What is with no steward.</param>
/// <param name="Bytes">How large it is.</param>
internal sealed record CoverageAnswer(string Date, CoverageRow Total, IReadOnlyList<CoverageRow> Areas, Counts Nobody, byte[] Bytes)
{
    public static CoverageAnswer Of(byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement report = document.RootElement.Clone();
        JsonElement nobody = report.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("group").GetString() == "steward" && !g.TryGetProperty("key", out _));
        return new CoverageAnswer(
            report.GetProperty("date").GetString()!, CoverageRow.Of(report.GetProperty("total")), [.. report.GetProperty("areas").EnumerateArray().Select(CoverageRow.Of)],
            Counts.Of(nobody.GetProperty("loop")), bytes);
    }
}
