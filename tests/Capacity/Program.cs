using System.CommandLine;
using GridSteward.Capacity;

Option<double> reports = new("--reports") { Description = "Reports a month for each thousand residents.", DefaultValueFactory = _ => new Model().Reports };
Option<double> peak = new("--peak") { Description = "How many times the average the busiest minute is.", DefaultValueFactory = _ => new Model().Peak };
Option<bool> session = new("--session") { Description = "Session consistency, which halves the price of reads; the infrastructure's default is strong." };
Option<bool> each = new("--calls") { Description = "Lists each operation's calls of the store, too." };
Option<FileInfo> list = new("--prices") { Description = "A file of prices.", DefaultValueFactory = _ => new FileInfo(Path.Combine(AppContext.BaseDirectory, "prices.csv")) };
RootCommand root = new("What GridSteward costs on Azure: request units of each operation by the published rules, and months of a town, a county and a province.") { reports, peak, session, each, list };
root.SetAction(async parsed =>
{
    try
    {
        Prices prices = Prices.Read(parsed.GetValue(list)!.FullName);

        // What the program says of itself is not part of the tables.
        TextWriter tables = Console.Out;
        Console.SetOut(TextWriter.Null);
        await using PricedTown town = await PricedTown.OpenAsync();
        double registerBytes = (double)town.Store.Sizes.Sum(s => s.Bytes) / PricedTown.Residents;
        IReadOnlyList<OperationCost> costs = await new Measuring(town, parsed.GetValue(each) ? tables : null).RunAsync();
        var printing = new Printing(tables, new Model { Reports = parsed.GetValue(reports), Peak = parsed.GetValue(peak) }, prices, !parsed.GetValue(session), registerBytes);
        printing.Operations(costs);
        printing.Months(costs);
        printing.Limits(costs, town.Store.Sizes);
        return 0;
    }
    catch (Exception e) when (e is FormatException or IOException or InvalidOperationException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await root.Parse(args).InvokeAsync();
