using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

/// <summary>Units and counted buildings from files, in Chinese and English, and what the ledger says of them.</summary>
public sealed class RegisterImportTests : IDisposable
{
    private const string Units = """
        编号,类型,名称,楼栋,楼层,人数,关爱等级,同意,同意日期,需求
        H1,户,王一,B1,3,2,重点,是,2026-01-02,独居老人;health.chronic
        C1,企业,水务公司,B1,,0,,,,用工

        """;

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Units_are_entered_with_what_is_coded_of_them_and_an_entry_each_and_the_same_file_adds_none()
    {
        await world.AddTownAsync();
        await world.AddBuildingAsync("B1", 0.5, 0.5);
        Imported done = await world.ImportAsync(Csv(ImportSubject.Households), Units);
        Assert.Equal((2, 0, 0, 0), done.Counts);
        var units = await world.HouseholdsAsync();
        Household home = units["H1"].Household.Value;
        Assert.Equal((UnitKind.Household, 3, CareLevel.Key, new Consent(true, new(2026, 1, 2))), (home.Kind, home.Floor, home.Care, home.Consent));
        Assert.Equal("oldAge.alone health.chronic", string.Join(' ', units["H1"].Who!.Needs!));
        Assert.Equal((UnitKind.Company, "work.hiring"), (units["C1"].Household.Value.Kind, units["C1"].Who!.Needs!.Single()));

        List<UnitChange> entries = await world.AllAsync(Kinds.UnitChange, "town");
        Assert.Equal([(UnitChangeKind.Imported, ChangeReason.Import, done.Job.Id)], entries.Select(e => (e.Kind, e.Reason, e.Job!)).Distinct());
        Assert.Equal((0, 0, 2, 0), (await world.ImportAsync(Csv(ImportSubject.Households), Units)).Counts);
        Assert.Equal(2, (await world.AllAsync(Kinds.UnitChange, "town")).Count);

        await world.ImportAsync(Csv(ImportSubject.Households), "code,care\nH1,一般\n");
        UnitChange edit = (await world.AllAsync(Kinds.UnitChange, "town")).Single(e => e.Kind == UnitChangeKind.Edited);
        Assert.Equal((home.Id, "care", new CodedChange("care", "key", "ordinary")), (edit.Unit, edit.Fields.Single(), edit.Values.Single()));
        Assert.Equal("oldAge.alone health.chronic", string.Join(' ', (await world.HouseholdsAsync())["H1"].Who!.Needs!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_of_all_or_none_leaves_its_entries_too(bool atomic)
    {
        await world.AddTownAsync();
        string file = "code,longitude,latitude\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"u{i},114.0005,22.5005\n"));
        Assert.Equal((100, 0, 0, 0), (await world.ImportAsync(Csv(ImportSubject.Households) with { Atomic = atomic }, file)).Counts);
        Assert.Equal(
            (await world.AllAsync(Kinds.Household, "town")).Select(h => h.Id).Order(), (await world.AllAsync(Kinds.UnitChange, "town")).Select(c => c.Unit).Order());
    }

    [Fact]
    public async Task Every_fault_of_a_row_is_named()
    {
        await world.AddTownAsync();
        Imported done = await world.ImportAsync(
            Csv(ImportSubject.Households), "code,kind,floor,care,located,consent,consentOn,needs\nH1,castle,999,much,guess,,2026-01-01,money\nH2,,,,,true,,\n");
        Assert.Equal(["2 kind", "2 floor", "2 located", "2 care", "2 consent", "2 needs", "3 consentOn"], done.Faults);
    }

    [Fact]
    public async Task Buildings_bring_how_many_units_are_expected_and_keep_it_where_the_file_has_no_column()
    {
        await world.AddTownAsync();
        Imported done = await world.ImportAsync(
            Csv(ImportSubject.Buildings), "编号,经度,纬度,应有户数,应有企业数,应有商户数,清点日期\nB1,114.0005,22.5005,40,,3,2026-03-01\nB2,114.0005,22.5005,,,,\nB3,114.0005,22.5005,,2,,\n");
        Assert.Equal(["4 expectedHouseholds"], done.Faults);
        await world.ImportAsync(Csv(ImportSubject.Buildings), "code,name,longitude,latitude\nB1,一号楼,114.0005,22.5005\n");
        Dictionary<string, Building> buildings = (await world.AllAsync(Kinds.Building, "town")).ToDictionary(b => b.Code);
        Assert.Equal(("一号楼", new ExpectedUnits(40, 0, 3, new(2026, 3, 1)), null), (buildings["B1"].Name, buildings["B1"].Expected, buildings["B2"].Expected));
    }
}
