using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Tests.Jurisdictions;

public class JurisdictionRulesTests
{
    private static readonly Jurisdiction Good = Town.Settings();

    [Fact]
    public void Good_settings_have_no_fault()
    {
        Assert.Empty(JurisdictionRules.FaultsOf(Good));
        Assert.Empty(JurisdictionRules.FaultsOf(Good with { Jurisdiction = "a" + new string('b', 39), ToleranceMetres = 0, Levels = ["a", "b", "c", "d", "e", "f", "g", "h"] }));
        Assert.Empty(JurisdictionRules.FaultsOf(Good with { ToleranceMetres = 5000, TimeZone = "Europe/Berlin" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unassigned")]
    [InlineData("Town")]
    [InlineData("1town")]
    [InlineData("-town")]
    [InlineData("to wn")]
    [InlineData("town/x")]
    [InlineData("镇")]
    [InlineData("town\n")]
    [InlineData("toooooooooooooooooooooooooooooooooooooown")]
    public void A_code_is_short_lower_case_and_free(string code)
        => Assert.Equal(["$.code"], JurisdictionRules.FaultsOf(Good with { Jurisdiction = code }).Select(f => f.Path));

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("+08:00")]
    [InlineData("China Standard Time")]
    public void A_time_zone_is_an_IANA_name(string zone)
        => Assert.Equal(["$.timeZone"], JurisdictionRules.FaultsOf(Good with { TimeZone = zone }).Select(f => f.Path));

    [Theory]
    [InlineData("", "$.levels")]
    [InlineData("a b c d e f g h i", "$.levels")]
    [InlineData("a B", "$.levels[1]")]
    [InlineData("a b a", "$.levels[2]")]
    [InlineData("a 网格", "$.levels[1]")]
    public void Levels_are_one_to_eight_different_names(string levels, string path)
        => Assert.Equal([path], JurisdictionRules.FaultsOf(Good with { Levels = levels.Split(' ', StringSplitOptions.RemoveEmptyEntries) }).Select(f => f.Path));

    [Theory]
    [InlineData(-0.001)]
    [InlineData(5000.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_tolerance_is_up_to_five_kilometres(double metres)
        => Assert.Equal(["$.toleranceMetres"], JurisdictionRules.FaultsOf(Good with { ToleranceMetres = metres }).Select(f => f.Path));

    [Theory]
    [InlineData("a", 1, 1, "")]
    [InlineData("a", 0, 1, "acceptHours")]
    [InlineData("a", 8761, 8761, "acceptHours resolveHours")]
    [InlineData("a", 2, 1, "resolveHours")]
    [InlineData("a", double.NaN, 1, "acceptHours")]
    [InlineData("a", 1, double.NaN, "resolveHours")]
    [InlineData("A", 1, 1, "code")]
    [InlineData("hazard", 1, 1, "code")]
    public void A_category_has_a_code_of_its_own_and_hours_in_order(string code, double accept, double resolve, string fields)
        => Assert.Equal(
            fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => $"$.categories[2].{f}"),
            JurisdictionRules.FaultsOf(Good with { Categories = [.. Good.Categories, new(code, "x", null, ReportKind.Need, accept, resolve)] }).Select(f => f.Path));

    [Fact]
    public void There_is_at_least_one_category_and_no_flood_of_them()
    {
        Category one = Good.Categories[0];
        Assert.Equal(["$.categories"], JurisdictionRules.FaultsOf(Good with { Categories = [] }).Select(f => f.Path));
        Assert.Equal(["$.categories"], JurisdictionRules.FaultsOf(Good with { Categories = [.. Enumerable.Range(0, 201).Select(i => one with { Code = $"c{i}" })] }).Select(f => f.Path));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Jurisdiction bad = Good with { Jurisdiction = "", TimeZone = "", Levels = [], ToleranceMetres = -1, Categories = [] };
        Assert.Equal(["$.code", "$.timeZone", "$.levels", "$.toleranceMetres", "$.categories"], JurisdictionRules.FaultsOf(bad).Select(f => f.Path));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-03-01T15:59:59Z", "2026-03-01")]
    [InlineData("Asia/Shanghai", "2026-03-01T16:00:00Z", "2026-03-02")]
    [InlineData("America/New_York", "2026-03-08T04:59:59Z", "2026-03-07")]
    [InlineData("America/New_York", "2026-03-09T04:00:00Z", "2026-03-09")]
    [InlineData("Asia/Kathmandu", "2026-03-01T18:15:00Z", "2026-03-02")]
    public void A_day_is_that_of_the_time_zone(string zone, string at, string day)
        => Assert.Equal(DateOnly.Parse(day, null), (Good with { TimeZone = zone }).DayOf(DateTimeOffset.Parse(at, null)));
}
