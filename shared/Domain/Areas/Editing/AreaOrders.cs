using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>A part of an area that is split.</summary>
/// <param name="Code">Its code; one part may keep that of the area.</param>
/// <param name="Name">Its name; that of the area whose code it keeps, or else the code, when left out.</param>
/// <param name="Points">Places, as [longitude, latitude], that say which pieces are its own; needed where there are more than two parts.</param>
public sealed record NewPart(string Code, string? Name, IReadOnlyList<Coordinate> Points);

/// <summary>How an area is to be split.</summary>
/// <param name="Line">The line; it goes all the way across the area and may begin and end outside.</param>
/// <param name="Parts">Without points two: what lies on the left of the line, seen along it, and what lies on the right.</param>
public sealed record SplitOrder(LineString Line, IReadOnlyList<NewPart> Parts);

/// <summary>Which areas are to be merged into what.</summary>
/// <param name="Areas">The areas, with the versions in which they were seen.</param>
/// <param name="Code">The code of the one that they become; it may be one of theirs.</param>
/// <param name="Name">Its name; that of the area with its code, or else the code, when left out.</param>
/// <param name="Parent">The code of the area that it is part of; needed where theirs differ.</param>
/// <param name="AllowMultiPart">Whether they may lie apart.</param>
public sealed record MergeOrder(IReadOnlyList<SeenArea> Areas, string Code, string? Name, string? Parent, bool AllowMultiPart);

/// <summary>Which border is to go where.</summary>
/// <param name="Areas">The two neighbours, with the versions in which they were seen.</param>
/// <param name="Border">The new border between them, in place of the stretch whose ends are nearest; a ring where one lies within the other.</param>
/// <param name="SnapMetres">How far an end may be from the end of the old border that it means, or from the outline of the two.</param>
public sealed record BorderOrder(IReadOnlyList<SeenArea> Areas, LineString Border, double SnapMetres);

/// <summary>How an area is to be snapped to its neighbours.</summary>
/// <param name="ToleranceMetres">How far a vertex may move.</param>
/// <param name="Apply">Whether it is made; else it is only proposed.</param>
public sealed record SnapOrder(double ToleranceMetres, bool Apply);

/// <summary>How an area is to be divided by its households.</summary>
/// <param name="Parts">Into how many.</param>
/// <param name="Level">The level of the new areas, below that of the area, which stays as their parent.</param>
/// <param name="CodePrefix">Put before the number of each; the area's code and a hyphen when left out.</param>
/// <param name="NamePrefix">Put before the number of each; its code is its name when left out.</param>
/// <param name="Replace">Whether the areas of that level that are already part of it end.</param>
public sealed record MicroGridOrder(int Parts, string Level, string? CodePrefix, string? NamePrefix, bool Replace);
