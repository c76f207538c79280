using GridSteward.Geo;

namespace GridSteward.RealData;

/// <summary>Prints what went elsewhere than the city recorded, class by class, and what can be computed about why.</summary>
internal sealed class Differences(IReadOnlyList<Compared> all, AreasFile areas, double toleranceMetres)
{
    private const int Examples = 5;
    private static readonly double[] Steps = [5, 50, 500];

    private readonly ILookup<Difference, Compared> classes = all.ToLookup(c => c.Difference);

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("Where it went elsewhere than the city recorded");
        PrintAnotherCovers([.. classes[Difference.AnotherCovers]]);
        PrintOverlap([.. classes[Difference.Overlap]]);
        PrintOutside([.. classes[Difference.Outside]]);
        List<Compared> unknown = [.. classes[Difference.UnknownRecorded]];
        Line("d", "the recorded area is not in the areas file", unknown.Count);
        PrintTop(unknown, c => c.Request.Recorded, null);
        PrintNothingRecorded([.. classes[Difference.NothingRecorded]]);
    }

    private void PrintAnotherCovers(List<Compared> some)
    {
        Line("a", "another area covers the point, the recorded one does not", some.Count);
        if (some.Count == 0)
        {
            return;
        }

        PrintSteps("from the point to the recorded area's edge", some.ConvertAll(c => c.MetresToRecorded()));
        var places = some.CountBy(c => c.Point).OrderByDescending(p => p.Value).ToList();
        Console.WriteLine($"         in {places.Count:N0} distinct places; the {Math.Min(Examples, places.Count)} commonest are {places.Take(Examples).Sum(p => p.Value):N0} of them");
        PrintTop(some, c => $"{Named(c.Recorded!.Code)} -> {Named(c.Area)}", c => c.MetresToRecorded());
    }

    private void PrintOverlap(List<Compared> some)
    {
        int overlapping = all.Count(c => c.Expected.Owners.Count > 1);
        Line("b", "areas overlap there; the recorded one is named under otherOwners", some.Count);
        Console.WriteLine($"         {overlapping:N0} located requests lie in more than one area; {all.Count(c => c.Expected.Owners.Count > 1 && c.WentToRecorded):N0} of them went to the recorded one");
        PrintTop(some, c => string.Join(" and ", c.Expected.Owners.Select(Named)), null);
    }

    private void PrintOutside(List<Compared> some)
    {
        int near = some.Count(c => c.Expected.IsNear);
        Line("c", "outside every area", some.Count);
        if (some.Count > 0)
        {
            Console.WriteLine($"         {near:N0} within the tolerance of {toleranceMetres:0.#} m went to the nearest area, {some.Count - near:N0} are kept unassigned");
            PrintSteps("from the point to the recorded area's edge", some.ConvertAll(c => c.MetresToRecorded()));
            PrintTop(some, c => Named(c.Recorded!.Code), c => c.MetresToRecorded());
        }

        int taken = all.Count(c => c.Expected.IsNear && c.WentToRecorded);
        Console.WriteLine($"         (not counted here: {taken:N0} outside every area went to the recorded one, because it is the nearest within the tolerance)");
    }

    private void PrintNothingRecorded(List<Compared> some)
    {
        Line("e", "the city recorded no area", some.Count);
        int covered = some.Count(c => c.Expected.Owners.Count > 0);
        int near = some.Count(c => c.Expected.IsNear);
        if (some.Count > 0)
        {
            Console.WriteLine($"         {covered:N0} lie in an area of the file, {near:N0} within the tolerance of one, {some.Count - covered - near:N0} are kept unassigned");
            PrintSteps("of those outside, to the nearest area", some.Where(c => c.Expected.Owners.Count == 0).Select(c => c.Expected.NearestMetres).ToList());
            PrintTop([.. some.Where(c => c.Expected.Owners.Count > 0)], c => Named(c.Area), c => LocalMetres.DistanceToEdgeMetres(c.Point, areas.Areas.First(a => a.Code == c.Area).Geometry));
        }
    }

    private static void Line(string letter, string what, int count) => Console.WriteLine($"  ({letter})  {what,-66} {count,7:N0}");

    private static void PrintSteps(string what, List<double> metres)
    {
        IEnumerable<string> counts = Steps.Select((to, i) => $"< {to:0} m {metres.Count(m => m < to && (i == 0 || m >= Steps[i - 1])):N0}");
        Console.WriteLine($"         {what}: {string.Join(", ", counts)}, farther {metres.Count(m => m >= Steps[^1]):N0}");
    }

    private static void PrintTop(List<Compared> some, Func<Compared, string> what, Func<Compared, double>? metres)
    {
        var groups = some.GroupBy(what).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var group in groups.Take(Examples))
        {
            List<double> sorted = metres is null ? [] : [.. group.Select(metres).Order()];
            Console.WriteLine($"         {group.Count(),6:N0}  {group.Key}{(sorted.Count == 0 ? "" : $"; median {sorted[sorted.Count / 2]:N1} m, at most {sorted[^1]:N1} m")}");
        }

        if (groups.Count > Examples)
        {
            Console.WriteLine($"         {groups.Skip(Examples).Sum(g => g.Count()),6:N0}  in {groups.Count - Examples:N0} others");
        }
    }

    private string Named(string? code) => areas.Areas.FirstOrDefault(a => a.Code == code) is { } area && area.Name != area.Code ? $"{code} {area.Name}" : code ?? "none";
}
