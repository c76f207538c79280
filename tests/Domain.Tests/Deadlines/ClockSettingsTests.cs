using System.Text.Json;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using static GridSteward.Domain.Tests.Deadlines.Calendars;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class ClockSettingsTests
{
    private static readonly Jurisdiction Good = Town.Settings() with { WorkingHours = Office, Holidays = "china" };

    [Fact]
    public void Good_settings_have_no_faults() => Assert.Empty(JurisdictionRules.FaultsOf(Good, Shipped));

    [Fact]
    public void Working_hours_must_not_overlap_nor_be_too_few_nor_missing_where_a_category_counts_them()
    {
        Assert.Equal(["$.workingHours[2]"], FaultsOf(Good with { WorkingHours = [.. Office, new([Weekday.Friday, Weekday.Saturday], 1000, 1100)] }));
        Assert.Equal(["$.workingHours"], FaultsOf(Good with { WorkingHours = [new([Weekday.Friday], 600, 839)] }));
        Assert.Empty(FaultsOf(Good with { WorkingHours = [new([Weekday.Friday], 600, 840)] }));
        Assert.Equal(["$.workingHours[0].days", "$.workingHours[0].from", "$.workingHours[0].to"], FaultsOf(Good with { WorkingHours = [new([], 1440, 1441)] }));
        Category working = Good.Categories[0] with { Clock = ClockKind.Working };
        Assert.Equal(["$.workingHours"], FaultsOf(Good with { WorkingHours = [], Categories = [working] }));
        Assert.Equal(["$.workingHours"], FaultsOf(Good with { WorkingHours = [], Categories = [Good.Categories[0] with { Severities = [new(Severity.Urgent, 1, 2, ClockKind.Working)] }] }));
    }

    [Fact]
    public void The_calendar_must_be_there_where_calendars_are_known()
    {
        Assert.Equal(["$.holidays"], FaultsOf(Good with { Holidays = "mars" }));
        Assert.Empty(JurisdictionRules.FaultsOf(Good with { Holidays = "mars" }));
    }

    [Fact]
    public void Severities_escalation_and_reopenings_are_checked_in_every_row()
    {
        Category bad = Good.Categories[0] with { Severities = [new(Severity.Urgent, 0, 1), new(Severity.Urgent, 3, 2), new(Severity.Normal, 1, 2)] };
        Assert.Equal(
            ["$.escalation.stepHours", "$.escalation.emergencyStepHours", "$.maxReopens", "$.categories[0].severities[0].acceptHours", "$.categories[0].severities[1].severity",
                "$.categories[0].severities[1].resolveHours", "$.categories[0].severities[2].severity"],
            FaultsOf(Good with { Categories = [bad], Escalation = new(0.1, 1, 1000), MaxReopens = 21 }));
    }

    [Fact]
    public void Settings_from_before_clocks_read_as_they_did()
    {
        Jurisdiction old = JsonSerializer.Deserialize(
            """
            { "type": "jurisdiction", "schemaVersion": 1, "id": "settings", "jurisdiction": "town", "name": "x", "timeZone": "Asia/Shanghai", "levels": ["grid"], "toleranceMetres": 30,
              "categories": [{ "code": "hazard", "name": "x", "kind": "hazard", "acceptHours": 4, "resolveHours": 48 }] }
            """,
            Kinds.Jurisdiction.Json)!;
        Assert.Empty(JurisdictionRules.FaultsOf(old, Shipped));
        Assert.Equal((2, null, EscalationRules.Default, Retention.Default), (old.MaxReopens, old.Holidays, old.Escalation, old.Retention));
        Assert.Empty(old.WorkingHours);
        Assert.Equal(new SeverityHours(Severity.Emergency, 4, 48, ClockKind.Calendar), old.Categories[0].HoursOf(Severity.Emergency));
    }

    [Fact]
    public void What_is_said_is_kept_none_at_all_too()
    {
        Jurisdiction kept = JsonSerializer.Deserialize(JsonSerializer.Serialize(Good with { MaxReopens = 0, Escalation = new(2) }, Kinds.Jurisdiction.Json), Kinds.Jurisdiction.Json)!;
        Assert.Equal((0, new EscalationRules(2), "china"), (kept.MaxReopens, kept.Escalation, kept.Holidays));
        Assert.Equal(Office.Select(s => (s.FromMinute, s.ToMinute)), kept.WorkingHours.Select(s => (s.FromMinute, s.ToMinute)));
        Assert.Equal(TimeSpan.FromHours(2), kept.Escalation.StepOf(Severity.Emergency));
    }

    private static string[] FaultsOf(Jurisdiction settings) => [.. JurisdictionRules.FaultsOf(settings, Shipped).Select(f => f.Path)];
}
