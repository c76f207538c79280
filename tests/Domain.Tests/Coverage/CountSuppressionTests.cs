using GridSteward.Domain.Coverage;

namespace GridSteward.Domain.Tests.Coverage;

/// <summary>Suppression against an attacker who knows all that is published and reasons exactly.</summary>
public class CountSuppressionTests
{
    [Theory]
    [InlineData("large counts are shown", "t=20 a=t:10 b=t:10", "")]
    [InlineData("two small ones hide each other where they are 5 together", "t=25 a=t:2 b=t:3 c=t:20", "a b")]
    [InlineData("one small one takes the smallest large one along", "t=30 a=t:2 b=t:8 c=t:20", "a b")]
    [InlineData("of equals the smallest code", "t=22 a=t:2 c=t:10 b=t:10", "a b")]
    [InlineData("two small ones that are under 5 together take one more along", "t=24 a=t:2 b=t:2 c=t:20", "a b c")]
    [InlineData("nobody in an area is a small count too", "t=20 a=t:0 b=t:20", "a b")]
    [InlineData("those outside all parts hide a small one", "t=30 a=t:2 b=t:20", "a")]
    [InlineData("few outside all parts are hidden by a part", "t=23 a=t:10 b=t:10", "a")]
    [InlineData("a single part with few outside it", "t=8 a=t:6", "a")]
    [InlineData("all parts of a shown whole may be hidden", "u=100 t=u:7 a=t:3 b=t:0 v=u:43 w=u:50", "a b")]
    [InlineData("what is part of something hidden is hidden", "t=54 v=t:1 w=t:23 x=t:30 c=w:20 d=w:3", "c d v w")]
    [InlineData("alone at the top", "t=3", "t")]
    [InlineData("two at the top hide each other", "s=3 t=30 u=40", "s t")]
    public void Small_counts_are_hidden_and_what_would_give_them_away(string what, string tree, string hidden)
    {
        Assert.NotEmpty(what);
        Assert.Equal(hidden, string.Join(' ', CountSuppression.HiddenIn(Tree(tree)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_reader_can_find_a_hidden_count_or_tell_that_it_is_under_five()
    {
        int hiddenLarge = 0, shown = 0;
        Check.ForSeeds(3000, random =>
        {
            List<TreeCount> tree = AnyTree(random);
            HashSet<string> hidden = CountSuppression.HiddenIn(random.Shuffled(tree));
            Assert.All(tree.Where(c => c.Count < CountSuppression.Threshold), c => Assert.Contains(c.Code, hidden));
            string[] tops = [.. tree.Where(c => c.Parent is null).Select(c => c.Code)];
            NothingIsGivenAway(tree, hidden, total: null);

            // Who knows the number of all households too learns no more, unless nothing at the top is shown anyway.
            if (!tops.All(hidden.Contains))
            {
                NothingIsGivenAway(tree, hidden, tree.Where(c => c.Parent is null).Sum(c => c.Count));
            }

            hiddenLarge += tree.Count(c => c.Count >= CountSuppression.Threshold && hidden.Contains(c.Code));
            shown += tree.Count - hidden.Count;
        });
        Assert.InRange(hiddenLarge, 1000, 100_000);
        Assert.InRange(shown, 3000, 100_000);
    }

    [Fact]
    public void The_order_in_which_the_tree_is_given_makes_no_difference() => Check.ForSeeds(500, random =>
    {
        List<TreeCount> tree = AnyTree(random);
        Assert.Equal(CountSuppression.HiddenIn(tree).Order(), CountSuppression.HiddenIn(random.Shuffled(tree)).Order());
    });

    [Fact]
    public void Nothing_is_hidden_where_no_count_and_no_remainder_is_small() => Check.ForSeeds(500, random =>
    {
        List<TreeCount> tree = AnyTree(random, least: 5);
        Assert.Empty(CountSuppression.HiddenIn(tree));
    });

    [Fact]
    public void Wholes_that_are_smaller_than_their_parts_together_are_no_trouble()
    {
        // A household can lie in an area whose parent by the file is not the area around it.
        List<TreeCount> tree = Tree("t=12 a=t:2 b=t:3 c=t:10 u=3 d=u:9");
        HashSet<string> hidden = CountSuppression.HiddenIn(tree);
        Assert.Equal(["a", "b", "c", "d", "t", "u"], hidden.Order());
    }

    [Fact]
    public void The_attacker_finds_what_little_suppression_gives_away()
    {
        // Only the small ones hidden, by hand: each of these must be caught, or the check above means nothing.
        Assert.True(GivesAway("t=22 a=t:2 b=t:20", "a", null));
        Assert.True(GivesAway("t=24 a=t:2 b=t:2 c=t:20", "a b", null));
        Assert.True(GivesAway("t=54 v=t:1 w=t:23 x=t:30 c=w:20 d=w:3", "v w d", null));
        Assert.True(GivesAway("t=23 a=t:10 b=t:10", "", null));
        Assert.True(GivesAway("s=3 t=30", "s", 33));
        Assert.False(GivesAway("s=3 t=30", "s", null));
        Assert.False(GivesAway("t=25 a=t:2 b=t:3 c=t:20", "a b", null));
    }

    private static bool GivesAway(string text, string hidden, long? total)
    {
        try
        {
            NothingIsGivenAway(Tree(text), [.. hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries)], total);
            return false;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return true;
        }
    }

    /// <summary>
    /// Finds for every hidden count, and for every small remainder, all values that fit what is published: sets of whole numbers, up the tree and
    /// down again, which on a tree is exact. The attacker knows which wholes have nobody outside their parts.
    /// </summary>
    private static void NothingIsGivenAway(List<TreeCount> tree, HashSet<string> hidden, long? total)
    {
        int cap = (int)tree.Sum(c => c.Count) + 12;
        ILookup<string, TreeCount> parts = tree.ToLookup(c => c.Parent ?? "");
        Dictionary<string, bool[]> below = [];
        bool[] any = [.. Enumerable.Repeat(true, cap + 1)];

        bool[] Exactly(long value) => [.. Enumerable.Range(0, cap + 1).Select(i => i == value)];
        long RestOf(TreeCount whole) => whole.Count - parts[whole.Code].Sum(p => p.Count);
        bool[] RestSet(TreeCount whole) => RestOf(whole) > 0 ? any : Exactly(0);
        bool[] Sum(bool[] a, bool[] b)
        {
            bool[] sum = new bool[cap + 1];
            for (int i = 0; i <= cap; i++)
            {
                for (int j = 0; a[i] && i + j <= cap; j++)
                {
                    sum[i + j] |= b[j];
                }
            }

            return sum;
        }

        bool[] Below(TreeCount c)
        {
            bool[] set = parts[c.Code].Any() ? parts[c.Code].Select(Below).Aggregate(RestSet(c), Sum) : any;
            if (!hidden.Contains(c.Code))
            {
                Assert.True(set[c.Count], "The published numbers contradict each other.");
                set = Exactly(c.Count);
            }

            return below[c.Code] = set;
        }

        void Look(bool[] whole, IEnumerable<TreeCount> family, bool[] rest, long restCount)
        {
            foreach (TreeCount part in family)
            {
                bool[] possible = Without(whole, family.Where(p => p != part).Select(p => below[p.Code]).Aggregate(rest, Sum), below[part.Code]);
                if (hidden.Contains(part.Code))
                {
                    Undecided(possible, part.Code);
                }

                if (parts[part.Code].Any())
                {
                    Look(possible, parts[part.Code], RestSet(part), RestOf(part));
                }
            }

            if (restCount is > 0 and < CountSuppression.Threshold)
            {
                Undecided(Without(whole, family.Select(p => below[p.Code]).Aggregate(Exactly(0), Sum), rest), "the remainder");
            }
        }

        // The values of one part for which some value of the others makes a possible whole.
        bool[] Without(bool[] whole, bool[] others, bool[] own)
            => [.. Enumerable.Range(0, cap + 1).Select(x => own[x] && Enumerable.Range(0, cap + 1 - x).Any(y => others[y] && whole[x + y]))];

        void Undecided(bool[] possible, string what)
        {
            int[] values = [.. Enumerable.Range(0, cap + 1).Where(i => possible[i])];
            Assert.True(values.Length > 1 && values[^1] >= CountSuppression.Threshold,
                $"{what} is one of {string.Join(',', values)}; hidden {string.Join(' ', hidden.Order())} of {string.Join(' ', tree.Select(c => $"{c.Code}={c.Parent}:{c.Count}"))}");
        }

        foreach (TreeCount top in parts[""])
        {
            Below(top);
        }

        Look(total is { } known ? Exactly(known) : any, parts[""], Exactly(0), 0);
    }

    private static List<TreeCount> Tree(string text) =>
    [
        .. text.Split(' ').Select(item => item.Split('=', ':')).Select(p => p.Length == 3 ? new TreeCount(p[0], p[1], long.Parse(p[2], null)) : new TreeCount(p[0], null, long.Parse(p[1], null))),
    ];

    /// <summary>Up to four levels, few and mostly small counts, some with nobody outside the parts.</summary>
    private static List<TreeCount> AnyTree(Random random, int least = 0)
    {
        List<TreeCount> tree = [];
        long Add(string code, string? parent, int depth)
        {
            int parts = depth == 3 || tree.Count > 14 ? 0 : random.Next(4);
            long count = 0;
            for (int i = 0; i < parts; i++)
            {
                count += Add($"{code}{i}", code, depth + 1);
            }

            count += parts == 0 ? least + random.Next(random.Pick(2, 6, 12)) : random.Next(2) == 0 ? 0 : least + random.Next(6);
            tree.Add(new TreeCount(code, parent, count));
            return count;
        }

        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Add($"{(char)('a' + i)}", null, 0);
        }

        return tree;
    }
}
