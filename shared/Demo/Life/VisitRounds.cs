using GridSteward.Demo.Homes;
using GridSteward.Demo.Land;
using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Visits;
using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Life;

/// <summary>Two years of visits: every household in its own rhythm, by the stewards of its grid.</summary>
internal sealed class VisitRounds(Calendar calendar, Rolls rolls)
{
    private const int Days = 730;
    private const double DaysAMonth = 30.4;

    private static readonly (VisitOutcome Outcome, double Weight)[] Outcomes
        = [(VisitOutcome.Done, 870), (VisitOutcome.NobodyHome, 107), (VisitOutcome.Refused, 20), (VisitOutcome.Moved, 3)];

    private static readonly (VisitReason Reason, double Weight)[] Often = [(VisitReason.Care, 7), (VisitReason.Routine, 2), (VisitReason.FollowUp, 1)];

    private static readonly (VisitReason Reason, double Weight)[] Seldom
        = [(VisitReason.Routine, 6), (VisitReason.Safety, 2), (VisitReason.Registration, 1), (VisitReason.FollowUp, 1)];

    private static readonly string[] Notes =
    [
        "老人独居，已教会使用燃气报警器。", "家中有孕妇，提醒建档。", "孩子上学接送困难，已登记。", "想学用智能手机，约了周三的课。", "房屋漏水，已转水电应急队。",
        "新添一口人，户口在办。", "外出务工，留老人在家，电话已核对。", "对楼道照明满意。", "希望增加晾衣杆。", "腿脚不便，建议装扶手。", "家里有工匠，愿意加入志愿队。",
        "宅基地的事有疑问，已约村里答复。", "想申请公益岗位，已告知材料。", "血压偏高，已联系家庭医生。", "愿意把闲置童车捐给互助角。",
    ];

    /// <summary>The visits to a household, oldest first.</summary>
    /// <param name="home">What is known of it.</param>
    /// <param name="household">The household.</param>
    /// <param name="stewards">The ids of those who may go.</param>
    public IEnumerable<(Visit Visit, VisitPersonalPart? Personal)> Of(Home home, Household household, IReadOnlyList<string> stewards)
    {
        double rhythm = home.MonthsBetweenVisits * DaysAMonth;
        for (double day = rolls.Between(0, rhythm); day < Days - 1; day += rhythm * rolls.Between(0.8, 1.25))
        {
            VisitOutcome outcome = rolls.Weighted(Outcomes);
            string? note = outcome == VisitOutcome.Done && rolls.Chance(0.12) ? rolls.Pick(Notes) : null;
            DateTimeOffset at = calendar.At(Days - (int)day, rolls.Chance(0.3) ? rolls.Between(18, 20) : rolls.Between(8.5, 17.5));
            var submission = new VisitSubmission(
                at, rolls.Pick(stewards), rolls.Weighted(home.MonthsBetweenVisits <= 2 ? Often : Seldom), outcome, rolls.Chance(0.7) ? CheckIn(home) : null, note);
            yield return NewVisit.Make(household, submission, CoverageRules.Default, rolls.Id().ToString(), at);
            if (outcome == VisitOutcome.Moved)
            {
                yield break;
            }
        }
    }

    private SentPosition CheckIn(Home home)
        => SentPosition.Of(Site.PointOf(new Coordinate(home.House.Spot.X + rolls.Between(-14, 14), home.House.Spot.Y + rolls.Between(-14, 14))), rolls.Whole(4, 35));
}
