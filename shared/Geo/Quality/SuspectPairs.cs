namespace GridSteward.Geo;

/// <summary>The areas that may overlap or reach out of their parents; whoever is not among them does not.</summary>
/// <remarks>
/// Where the insides of two areas meet and they are not the same, the border of one goes through the inside of the other: a chain of it runs inside, or meets a border of
/// the other elsewhere than at shared vertices, or both lie on one side of a chain that they share.
/// </remarks>
internal sealed class SuspectPairs
{
    private readonly BorderFacts _facts;
    private readonly int[] _parents;
    private readonly HashSet<(int One, int Other)> _overlapping = [];
    private readonly SortedSet<int> _reachingOut = [];

    public SuspectPairs(BorderFacts facts, int[] parents)
    {
        (_facts, _parents) = (facts, parents);
        for (int chain = 0; chain < facts.Topology.ChainCount; chain++)
        {
            Look(chain);
        }

        foreach (var (one, other) in facts.Meetings)
        {
            foreach (ChainSide side in facts.Topology.SidesOf(one))
            {
                foreach (ChainSide opposite in facts.Topology.SidesOf(other))
                {
                    Suspect(side.Area, opposite.Area);
                    SuspectOfReachingOut(side.Area, opposite.Area);
                    SuspectOfReachingOut(opposite.Area, side.Area);
                }
            }
        }
    }

    /// <summary>Pairs of one level, the lesser number first.</summary>
    public IEnumerable<(int One, int Other)> Overlapping => _overlapping;

    /// <summary>Areas that have a parent.</summary>
    public IEnumerable<int> ReachingOut => _reachingOut;

    private void Look(int chain)
    {
        IReadOnlyList<ChainSide> sides = _facts.Topology.SidesOf(chain);
        IReadOnlyList<int> inside = _facts.Inside(chain);
        foreach (ChainSide side in sides)
        {
            foreach (ChainSide other in sides)
            {
                if (other.Left == side.Left)
                {
                    Suspect(side.Area, other.Area);
                }
            }

            foreach (int around in inside)
            {
                Suspect(side.Area, around);
                SuspectOfReachingOut(around, side.Area);
            }

            // The parent lies on the same side, or all around.
            int parent = _parents[side.Area];
            if (parent >= 0 && !sides.Contains(new ChainSide(parent, side.Left)) && !inside.Contains(parent))
            {
                _reachingOut.Add(side.Area);
            }
        }
    }

    private void Suspect(int one, int other)
    {
        if (one != other && _facts.Shapes[one].Level == _facts.Shapes[other].Level)
        {
            _overlapping.Add((Math.Min(one, other), Math.Max(one, other)));
        }
    }

    private void SuspectOfReachingOut(int area, int parent)
    {
        if (_parents[area] == parent)
        {
            _reachingOut.Add(area);
        }
    }
}
