using GridSteward.Domain.Deadlines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Deadlines;

/// <summary>Calendars are read and checked when the program starts.</summary>
public sealed class CalendarStartTests
{
    [Fact]
    public async Task A_faulty_calendar_stops_the_start_and_every_fault_is_named_by_its_line()
    {
        string folder = TempFolder.Create();
        await File.WriteAllLinesAsync(Path.Combine(folder, "china.csv"), ["date,kind,name", "2027,year,x", "2027-13-01,holiday,x", "2027-02-06,feast,x"], TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<HolidayFilesException>(() => StartAsync(folder));
        Assert.Equal([3, 4], refused.Faults.Select(f => f.Line));
        Assert.Contains("china.csv, line 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_stops_the_start()
        => Assert.Contains("GridSteward:CalendarFolder", (await Assert.ThrowsAsync<HolidayFilesException>(() => StartAsync("/nowhere/at/all"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_operators_folder_adds_a_year_to_a_calendar_that_comes_with_the_program()
    {
        string folder = TempFolder.Create();
        await File.WriteAllLinesAsync(Path.Combine(folder, "china.csv"), ["date,kind,name", "2031,year,x", "2031-01-01,holiday,x"], TestContext.Current.CancellationToken);
        await using TownHost host = await StartAsync(folder);
        Assert.Superset(new HashSet<int> { 2024, 2025, 2026, 2031 }, host.Get<HolidayCalendars>().Find("china")!.Years.ToHashSet());
    }

    private static Task<TownHost> StartAsync(string folder)
        => TownHost.StartAsync(new HostPlan(TempFolder.Create()) { Settings = new Dictionary<string, string?> { ["GridSteward:CalendarFolder"] = folder } });
}
