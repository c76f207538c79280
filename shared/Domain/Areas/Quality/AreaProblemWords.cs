using System.Diagnostics;
using System.Globalization;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>Problems between areas in words.</summary>
public static class AreaProblemWords
{
    private const int MostNamed = 6;

    /// <summary>In English.</summary>
    public static string En(AreaProblem problem) => problem.Kind switch
    {
        AreaProblemKind.Overlap => $"{Named(problem, " and ")} overlap by {Size(problem)}, up to {Width(problem)} wide.",
        AreaProblemKind.Gap => $"{Size(problem)}, up to {Width(problem)} wide, belong to no area{(problem.Parent is { } parent ? $" of {parent}" : "")}; beside: {Named(problem, ", ")}.",
        AreaProblemKind.OutsideParent => $"{Size(problem)} of {Named(problem, ", ")}, up to {Width(problem)} wide, lie outside {problem.Parent}.",
        AreaProblemKind.Sliver => $"A part of {Named(problem, ", ")} of {Size(problem)} is only {Width(problem)} wide.",
        _ => throw new UnreachableException(),
    };

    /// <summary>In Chinese.</summary>
    public static string Zh(AreaProblem problem) => problem.Kind switch
    {
        AreaProblemKind.Overlap => $"{Named(problem, "与")}重叠 {Size(problem)},最宽 {Width(problem)}。",
        AreaProblemKind.Gap => $"{(problem.Parent is { } parent ? $"{parent} 内" : "")}有 {Size(problem)} 不属于任何区域,最宽 {Width(problem)};相邻:{Named(problem, "、")}。",
        AreaProblemKind.OutsideParent => $"{Named(problem, "、")}有 {Size(problem)} 超出上级 {problem.Parent},最宽 {Width(problem)}。",
        AreaProblemKind.Sliver => $"{Named(problem, "、")}有一块 {Size(problem)} 的部分仅宽 {Width(problem)}。",
        _ => throw new UnreachableException(),
    };

    private static string Named(AreaProblem problem, string between)
        => problem.Codes.Count <= MostNamed ? string.Join(between, problem.Codes) : string.Join(between, problem.Codes.Take(MostNamed)) + between + "…";

    private static string Size(AreaProblem problem) => Shown(problem.SquareMetres) + " m²";

    private static string Width(AreaProblem problem) => Shown(problem.WidthMetres) + " m";

    // Three digits, and no exponent.
    private static string Shown(double number)
    {
        int decimals = number > 0 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(number)), 0, 9) : 0;
        return number.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
