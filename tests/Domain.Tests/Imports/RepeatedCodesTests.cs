using System.Globalization;
using System.Text;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

public class RepeatedCodesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 0)]
    [InlineData(1000, 10)]
    [InlineData(200_000, 5)]
    public void Codes_that_stand_twice_or_more_are_found_and_no_others(int codes, int repeated)
        => Assert.Equal(Hashes(0, repeated).Order(), Passes([.. Hashes(0, codes), .. Hashes(0, repeated), .. Hashes(0, repeated)], out _).Order());

    [Fact]
    public void More_codes_than_are_kept_at_once_take_several_passes_and_none_is_missed()
    {
        ulong[] all = [.. Hashes(0, 3 * RepeatedCodes.Capacity), .. Hashes(7, 1000)];
        Assert.Equal(Hashes(7, 1000).Order(), Passes(all, out int passes).Order());
        Assert.InRange(passes, 3, 12);
    }

    [Fact]
    public void A_file_of_one_code_takes_one_pass()
        => Assert.Equal([42UL], Passes([.. Enumerable.Repeat(42UL, 2 * RepeatedCodes.Capacity)], out _));

    [Fact]
    public async Task A_row_whose_code_stood_before_is_rejected_with_the_line_of_the_first_wherever_the_import_goes_on()
    {
        using World world = new();
        await world.AddTownAsync();
        StringBuilder file = new("code\n");
        for (int i = 0; i < 900; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"H{(i == 850 ? 3 : i)}\n");
        }

        Job job = await world.OrderAsync(Csv(ImportSubject.Households), Encoding.UTF8.GetBytes(file.ToString()));
        int batches = 0;
        world.Store.BeforeCommit = batch => batch.Operations.Any(o => o.Kind == Kinds.Household) && ++batches > 20 ? throw new KilledException() : Task.CompletedTask;
        await world.WorkUntilKilledAsync();
        await world.RecoverAsync();
        Imported done = await world.ResultAsync(job);
        Assert.Equal((899, 0, 0, 1), done.Counts);
        Assert.Equal(["852 code"], done.Faults);
        Assert.Contains("line 5", done.Rejected, StringComparison.Ordinal);
    }

    private static IEnumerable<ulong> Hashes(int from, int count)
        => Enumerable.Range(from, count).Select(i => RepeatedCodes.HashOf("H" + i.ToString(CultureInfo.InvariantCulture)));

    private static List<ulong> Passes(ulong[] hashes, out int passes)
    {
        List<ulong> found = [];
        passes = 0;
        for (ulong? from = 0; from is { } begin;)
        {
            var pass = new RepeatedCodes(begin);
            foreach (ulong hash in hashes)
            {
                pass.Add(hash);
            }

            pass.Finish();
            found.AddRange(pass.Found);
            from = pass.Next;
            passes++;
        }

        return found;
    }
}
