using System.Text.Json;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Tests.Jurisdictions;

public class CoverageSettingsTests
{
    private static readonly Jurisdiction Good = Town.Settings();

    [Fact]
    public void Every_fault_of_the_rules_is_named()
    {
        CoverageRules wrong = new() { Intervals = new(0, 1826, -1), Bands = new(1.1, 1.2, 0), Target = 0, LoopDays = 401, ConfirmedDays = 366, CheckInMetres = double.NaN };
        Assert.Equal(
            ["intervals.ordinary", "intervals.attention", "intervals.key", "bands.full", "bands.partial", "bands.poor", "target", "loopDays", "confirmedDays", "checkInMetres"],
            JurisdictionRules.FaultsOf(Good with { Coverage = wrong }).Select(f => f.Path["$.coverage.".Length..]));
    }

    [Theory]
    [InlineData(1, 0.5, 0.1, "")]
    [InlineData(0.9, 0.9, 0.1, "partial")]
    [InlineData(0.9, 0.5, 0.5, "poor")]
    [InlineData(0.9, double.NaN, 0.1, "partial poor")]
    [InlineData(double.NaN, 0.5, 0.1, "full partial")]
    public void Bands_are_each_above_the_next(double full, double partial, double poor, string faults)
        => Assert.Equal(
            faults.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            JurisdictionRules.FaultsOf(Good with { Coverage = new() { Bands = new(full, partial, poor) } }).Select(f => f.Path.Split('.')[^1]));

    [Fact]
    public void Settings_from_before_there_were_rules_read_as_those_where_nobody_says()
    {
        string old = JsonSerializer.Serialize(Good, DomainJson.Default.Jurisdiction);
        int at = old.IndexOf("\"coverage\"", StringComparison.Ordinal);
        string without = System.Text.Json.Nodes.JsonNode.Parse(old)!.AsObject() is var json && json.Remove("coverage") ? json.ToJsonString() : old;
        Assert.True(at > 0);
        Assert.Equal(CoverageRules.Default, JsonSerializer.Deserialize(without, DomainJson.Default.Jurisdiction)!.Coverage);
    }
}
