using System.Text.Json;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Tests.Assignments;

/// <summary>The choice on random rosters, against a slow obvious one.</summary>
public class AssignerPropertyTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void The_choice_is_that_of_comparing_everyone_with_everyone()
    {
        int contested = 0;
        Check.ForSeeds(500, random =>
        {
            Case made = Case.Of(random);
            Assignment assignment = made.Choose();
            List<Entry> eligible = made.Eligible();
            Entry[] best = [.. eligible.Where(one => eligible.TrueForAll(other => one.Id == other.Id || Beats(one, other)))];
            Assert.Equal(best.SingleOrDefault()?.Id, assignment.Assignee?.Id);
            Assert.Equal(eligible.Count == 0, assignment.Assignee is null);
            Assert.Equal(eligible.Where(e => e.Id != assignment.Assignee?.Id).OrderBy(e => eligible.Count(o => Beats(o, e))).Take(3).Select(e => e.Id), assignment.RunnersUp.Select(r => r.Id));
            contested += eligible.Count > 1 ? 1 : 0;
        });
        Assert.InRange(contested, 80, 420);
    }

    [Fact]
    public void The_order_in_which_posts_and_teams_are_read_makes_no_difference() => Check.ForSeeds(300, random =>
    {
        Case made = Case.Of(random);
        Case shuffled = made with { Posts = random.Shuffled(made.Posts), Teams = random.Shuffled(made.Teams), Partners = random.Shuffled(made.Partners) };
        Expect.SameJson(made.Choose(), shuffled.Choose(), DomainJson.Default.Assignment);
    });

    [Fact]
    public void What_is_stored_is_enough_to_choose_again() => Check.ForSeeds(300, random =>
    {
        string json = JsonSerializer.Serialize(Case.Of(random).Choose(), DomainJson.Default.Assignment);
        Assignment stored = JsonSerializer.Deserialize(json, DomainJson.Default.Assignment)!;
        Assert.Equal(json, JsonSerializer.Serialize(Assigner.Choose(stored.Inputs), DomainJson.Default.Assignment));
        Assert.Equal(json, JsonSerializer.Serialize(Assigner.Choose(stored.Inputs with { Candidates = random.Shuffled(stored.Candidates) }), DomainJson.Default.Assignment));
    });

    [Fact]
    public void Every_reason_is_given_in_Chinese_and_in_English()
    {
        HashSet<string> seen = [];
        Check.ForSeeds(1000, random =>
        {
            foreach (Reason reason in Case.Of(random).Choose().Reasons)
            {
                seen.Add(reason.Code);
                Assert.Contains(reason.Zh, c => c is >= '\u4e00' and <= '\u9fff');
                Assert.EndsWith("。", reason.Zh, StringComparison.Ordinal);
                Assert.DoesNotContain(reason.En, c => c >= '\u2e80');
                Assert.EndsWith(".", reason.En, StringComparison.Ordinal);
                Assert.DoesNotContain("{", reason.En + reason.Zh, StringComparison.Ordinal);
            }
        });
        string[] all =
        [
            "acquainted", "area", "building", "card", "covers", "dutyDesk", "higherLevel", "household", "leastLoad", "nearBoundary", "nearest", "nearestChange", "noAssignee", "noPlace",
            "notAvailable", "notInForce", "onlyHandler", "otherCategory", "outsideAllAreas", "overlap", "sameBuilding", "smallestCode", "vacant",
        ];
        Assert.Equal(all, seen.Order(StringComparer.Ordinal));
    }

    private static bool Beats(Entry one, Entry other)
    {
        if (one.SameBuilding != other.SameBuilding)
        {
            return one.SameBuilding;
        }

        if (one.Acquainted != other.Acquainted)
        {
            return one.Acquainted;
        }

        // load / capacity without a division
        if (one.Load * other.Capacity != other.Load * one.Capacity)
        {
            return one.Load * other.Capacity < other.Load * one.Capacity;
        }

        int code = string.CompareOrdinal(one.Code, other.Code);
        return code != 0 ? code < 0 : string.CompareOrdinal(one.Id, other.Id) < 0;
    }

    private sealed record Entry(string Id, string Code, bool SameBuilding, bool Acquainted, long Load, int Capacity);

    private sealed record Case(AssignmentQuestion Question, Post[] Posts, Team[] Teams, Partner[] Partners, Steward[] Stewards, Dictionary<string, long> Loads)
    {
        public Surroundings? Surroundings { get; init; }

        public static Case Of(Random random)
        {
            string[] areas = ["c1", "g1", "g2"];
            Post[] posts = [.. Enumerable.Range(0, random.Next(7)).Select(i => Town.Post(random.Pick("A", "a", "b", "é"), random.Pick(areas)) with
            {
                Id = $"p{i}",
                Duty = random.Next(5) == 0 ? Duty.Assist : Duty.Handle,
                Steward = random.Next(5) == 0 ? null : random.Pick("s", "t", "gone"),
                Building = random.Pick(null, "b1", "b2"),
                Categories = random.Next(2) == 0 ? [] : random.Some(["hazard", "trees"]),
                OriginVillages = random.Some(["v1", "v2"]),
                Capacity = random.Next(1, 5),
                ValidFrom = Day.AddDays(random.Next(-6, 2)),
                ValidTo = random.Next(2) == 0 ? null : Day.AddDays(random.Next(3)),
            })];
            Team[] teams = [.. Enumerable.Range(0, random.Next(3)).Select(i => Town.Team(random.Pick("A", "b", "c"), [.. random.Some(areas)]) with
            {
                Id = $"t{i}",
                Categories = random.Next(2) == 0 ? [] : ["trees"],
                Capacity = random.Next(1, 5),
            })];
            Partner[] partners = [.. Enumerable.Range(0, random.Next(3)).Select(i => Town.Partner(random.Pick("A", "b", "d"), [.. random.Some(areas)]) with
            {
                Id = $"q{i}",
                Duty = random.Pick(Enum.GetValues<PartnerDuty>()),
                Categories = random.Next(2) == 0 ? [] : ["hazard"],
                Capacity = random.Next(1, 5),
            })];
            DateOnly away = Day.AddDays(random.Next(-3, 2));
            Steward[] stewards = [Town.Steward("s"), Town.Steward("t", new Leave(away, away.AddDays(random.Next(1, 4))))];
            Basis basis = random.Pick(Enum.GetValues<Basis>());
            Place place = random.Next(10) == 0 ? Place.Nowhere(basis) : AssignerTests.Question().Place with
            {
                Basis = basis,
                Touched = random.Some(["g8", "g9"]),
                OtherOwners = [.. random.Some(["g2"]).Select(c => new ChainLink("grid", c, "Grid " + c, 7))],
                Flags = random.Some([PlaceFlag.NearestWithinTolerance]),
            };
            return new Case(
                new AssignmentQuestion(place, random.Pick("hazard", "trees", null), Day, random.Pick(null, "b1"), random.Pick(null, "v1")),
                posts, teams, partners, stewards,
                posts.Select(p => "post:" + p.Id).Concat(teams.Select(t => "team:" + t.Id)).Concat(partners.Select(p => "partner:" + p.Id)).ToDictionary(k => k, _ => (long)random.Next(4)))
            {
                Surroundings = random.Next(3) == 0
                    ? new Surroundings(
                        [new LevelSurroundings("grid", "g1", 12.34, new NearArea("g7", "Grid 07", 2.9, Direction.North, 0.4))],
                        new NearestChange(random.Pick("g7", null), random.Pick("Grid 07", "g7"), random.Pick(2.91, 12.2), random.Pick(Enum.GetValues<Direction>()), 0.4))
                    : null,
            };
        }

        public Assignment Choose()
        {
            Assignment made = AssignerTests.Choose(Question, Posts, Teams, Loads, Partners, Stewards);
            return Surroundings is null ? made : Assigner.Choose(made.Inputs with { Surroundings = Surroundings });
        }

        /// <summary>Who could get it, in the lowest area of the chain that has anyone.</summary>
        public List<Entry> Eligible()
        {
            foreach (string area in Question.Place.Codes.Reverse())
            {
                List<Entry> here =
                [
                    .. from p in Posts
                       where p.Area == area && p.Duty == Duty.Handle && p.Steward is not null && !IsAway(p.Steward) && p.ValidFrom <= Day && !(p.ValidTo <= Day) && Takes(p.Categories)
                       select new Entry(p.Id, p.Code, Question.Building is not null && p.Building == Question.Building,
                           Question.OriginVillage is not null && p.OriginVillages.Contains(Question.OriginVillage), Loads["post:" + p.Id], p.Capacity),
                    .. from t in Teams
                       where t.Areas.Contains(area) && Takes(t.Categories)
                       select new Entry(t.Id, t.Code, false, false, Loads["team:" + t.Id], t.Capacity),
                    .. from p in Partners
                       where p.Areas.Contains(area) && p.Duty == PartnerDuty.Handle && Takes(p.Categories)
                       select new Entry(p.Id, p.Code, false, false, Loads["partner:" + p.Id], p.Capacity),
                ];
                if (here.Count > 0)
                {
                    return here;
                }
            }

            return [];
        }

        private bool IsAway(string steward) => Stewards.Any(s => s.Id == steward && s.Leave.Any(l => l.From <= Day && Day < l.To));

        private bool Takes(IReadOnlyList<string> categories) => categories.Count == 0 || Question.Category is null || categories.Contains(Question.Category);
    }
}
