using System.Text;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Households;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Imports;

namespace GridSteward.Domain.Tests.Exports;

/// <summary>What was exported is imported as it is, and nothing changes.</summary>
public sealed class ExportedAndImportedTests
{
    public static TheoryData<ExportSubject, TableKind, TableLabels, TableEncoding?> Forms
    {
        get
        {
            TheoryData<ExportSubject, TableKind, TableLabels, TableEncoding?> forms = [];
            foreach (ExportSubject what in new[] { ExportSubject.Households, ExportSubject.Buildings, ExportSubject.Stewards, ExportSubject.Posts, ExportSubject.Areas })
            {
                forms.Add(what, TableKind.Csv, TableLabels.English, null);
                forms.Add(what, TableKind.Csv, TableLabels.Chinese, TableEncoding.Gb18030);
                forms.Add(what, TableKind.Ndjson, TableLabels.Chinese, null);
                forms.Add(what, TableKind.Geojson, TableLabels.English, null);
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_file_that_comes_back_as_it_went_changes_nothing(ExportSubject what, TableKind format, TableLabels labels, TableEncoding? encoding)
    {
        using World world = new();
        await world.AddTownAsync();
        await FillAsync(world);
        byte[] file = await ExportWorld.ExportAsync(world, new() { What = what, Format = format, Labels = labels, Encoding = encoding });
        string before = await world.FingerprintAsync();
        int generation = await world.Beside.Snapshots.CurrentNumberAsync("town", World.Ct);

        var request = new ImportRequest { What = Enum.Parse<ImportSubject>(what.ToString()), Format = format, Encoding = encoding };
        Imported imported = await world.ImportAsync(request, file);
        long rows = what switch
        {
            ExportSubject.Households => 7,
            ExportSubject.Buildings => 4,
            ExportSubject.Stewards => 2,
            ExportSubject.Posts => 3,
            _ => 5,
        };
        Assert.True((0, 0, rows, 0) == imported.Counts, $"{imported.Counts} {imported.Rejected}");
        Assert.Equal(before, await world.FingerprintAsync());
        Assert.Equal(generation, await world.Beside.Snapshots.CurrentNumberAsync("town", World.Ct));
    }

    /// <summary>Made by imports, so that all of it is as imports make it.</summary>
    private static async Task FillAsync(World world)
    {
        await ImportAsync(ImportSubject.Stewards, "code,name,phone,subject,channelConfirmedAt\n007,王𠮷,0138000,,2026-02-27T01:30:00.1234567Z\n8,=李,,sub,\n", 2);
        await ImportAsync(ImportSubject.Buildings, "code,name,longitude,latitude,coordinateSystem,accuracyMetres\n1,一号楼,114.00050000000002,22.5005,cgcs2000,3\nb2,\"b,2\",114.0015,22.5015,,\n"
            + "b3,三号楼,500061.25,2489563.5,EPSG:4547,\nb4,四号楼,114.005,22.498,gcj02,7.5\n", 4);
        await ImportAsync(
            ImportSubject.Posts,
            "code,title,area,duty,steward,building,categories,originVillages,capacity,validFrom,validTo\n"
            + "p1,网格长,g1,handle,007,1,hazard|trees,刘庄|王庄,3,2026-01-01,2027-01-01\np2,x,g2,lead,,,,,,2026-01-01,\np3,-y,c1,assist,8,,,,,2026-01-01,\n", 3);
        await ImportAsync(
            ImportSubject.Households,
            "code,name,phone,longitude,latitude,coordinateSystem,accuracyMetres,building,unit,residents,originVillage\n"
            + "h1,\"𠮷田\n\"\"<&\",0138,114.00070000000001,22.500600000000002,cgcs2000,12.5,,-1层,3,刘庄\nh2,,,,,,,1,2-301,0,\nh3,'0123,+86 1,,,,,,,1,\n001,@x,,114.0012,22.5012,,,b2,=1,200,\n"
            + "h5,,,114.0060000001,22.4978,gcj02,12,,,1,\nh6,,,114.0125,22.5036,bd09,,b4,,1,\nh7,,,38500061.25,2489563.5,EPSG:4526,2,,,1,\n", 7);

        async Task ImportAsync(ImportSubject what, string csv, long rows)
        {
            Imported imported = await world.ImportAsync(ImportRig.Csv(what), Encoding.UTF8.GetBytes(csv));
            Assert.True((rows, 0, 0, 0) == imported.Counts, $"{what}: {imported.Counts} {imported.Rejected} {imported.Job.Problem}");
        }
    }
}
