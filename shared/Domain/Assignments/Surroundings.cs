using System.Text.Json.Serialization;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>One of eight directions; each stands for the 45 degrees around it.</summary>
[JsonConverter(typeof(WireEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>北.</summary>
    North,

    /// <summary>东北.</summary>
    Northeast,

    /// <summary>东.</summary>
    East,

    /// <summary>东南.</summary>
    Southeast,

    /// <summary>南.</summary>
    South,

    /// <summary>西南.</summary>
    Southwest,

    /// <summary>西.</summary>
    West,

    /// <summary>西北.</summary>
    Northwest,
}

/// <summary>Directions from bearings, and their Chinese words.</summary>
public static class Directions
{
    private const string Chinese = "北|东北|东|东南|南|西南|西|西北";

    /// <summary>The direction of a bearing.</summary>
    /// <param name="bearingDegrees">Clockwise from north, in [0, 360).</param>
    public static Direction Of(double bearingDegrees) => (Direction)((int)Math.Round(bearingDegrees / 45, MidpointRounding.AwayFromZero) % 8);

    /// <summary>In Chinese.</summary>
    public static string Zh(this Direction direction) => Chinese.Split('|')[(int)direction];
}

/// <summary>What a place was found by, so that it can be found again on the areas of its generation.</summary>
/// <param name="ToleranceMetres">How far outside every area the nearest one took it.</param>
/// <param name="Levels">The names of the levels, topmost first.</param>
/// <param name="ByPoint">Whether a point decided: the report's own, or that of what it names. Else a card's area did, or nothing.</param>
/// <param name="AccuracyMetres">The radius of the accuracy circle; null for none.</param>
public sealed record Placing(double ToleranceMetres, IReadOnlyList<string> Levels, bool ByPoint, double? AccuracyMetres);

/// <summary>An area near a point that does not lie in it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="DistanceMetres">From the point to its nearest edge.</param>
/// <param name="Direction">The way there, in one word.</param>
/// <param name="BearingDegrees">The way there, clockwise from north.</param>
public sealed record NearArea(string Code, string Name, double DistanceMetres, Direction Direction, double BearingDegrees);

/// <summary>How a point lies on one level.</summary>
/// <param name="Level">The level's name.</param>
/// <param name="Code">The code of the area that has it; null where none has.</param>
/// <param name="EdgeMetres">From the point to that area's nearest edge; null without an area.</param>
/// <param name="RunnerUp">The nearest area that does not cover the point; null where there is none within a kilometre.</param>
public sealed record LevelSurroundings(string Level, string? Code, double? EdgeMetres, NearArea? RunnerUp);

/// <summary>The shortest way found on which it would lie elsewhere. The very place at its end was asked for.</summary>
/// <param name="Code">The lowest area that it would lie in; null for none at all.</param>
/// <param name="Name">Its name.</param>
/// <param name="Metres">How far, rounded up to the centimetre.</param>
/// <param name="Direction">Which way, in one word.</param>
/// <param name="BearingDegrees">Which way, clockwise from north.</param>
public sealed record NearestChange(string? Code, string? Name, double Metres, Direction Direction, double BearingDegrees)
{
    /// <summary>The place that was asked for; not kept.</summary>
    [JsonIgnore]
    public Wgs84Point At { get; init; }
}

/// <summary>How a point lies among the areas.</summary>
/// <param name="Levels">Level by level, topmost first.</param>
/// <param name="Change">The shortest way found on which it would lie elsewhere; null where none was found within a kilometre.</param>
public sealed record Surroundings(IReadOnlyList<LevelSurroundings> Levels, NearestChange? Change);
