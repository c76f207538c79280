namespace GridSteward.Geo.Walking;

/// <summary>The path that always goes on to the nearest stop not yet seen; of equally near ones to the first.</summary>
internal static class NearestNeighbour
{
    public static int[] Path(WalkingPlane plane)
    {
        List<int> left = [.. Enumerable.Range(0, plane.Count)];
        List<int> path = [];
        while (left.Count > 0)
        {
            int next = path.Count > 0 ? left.MinBy(s => plane.Metres(path[^1], s))
                : plane.HasStart ? left.MinBy(plane.MetresFromStart)
                : left.MaxBy(plane.MetresFromMiddle);
            path.Add(next);
            left.Remove(next);
        }

        return [.. path];
    }
}
