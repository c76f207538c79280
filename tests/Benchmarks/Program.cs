using System.CommandLine;
using System.Globalization;
using GridSteward.Benchmarks;
using GridSteward.Benchmarks.Coverage;
using GridSteward.Benchmarks.Locate;
using GridSteward.Benchmarks.Whole;

// a part of a measurement that wants a process of its own
if (args is [CoveragePart.Command, var part, var where, var night, var times])
{
    await CoveragePart.RunAsync(part, where, int.Parse(night, CultureInfo.InvariantCulture), int.Parse(times, CultureInfo.InvariantCulture));
    return 0;
}

var program = new Option<string>("--program") { Description = "The published program.", Recursive = true };
var empty = new Option<string>("--empty") { Description = "The published empty application.", Recursive = true };
var reports = new Option<int>("--reports") { Description = "Round trips of each kind.", DefaultValueFactory = _ => 3000 };
var connections = new Option<int[]>("--connections") { Description = "Connections at once.", DefaultValueFactory = _ => [1, 16, 64], AllowMultipleArgumentsPerToken = true };
var runs = new Option<int>("--runs") { Description = "Starts of each program.", DefaultValueFactory = _ => 9 };

var loop = new Command("loop", "Round trips of submitting and accepting a report.") { reports, connections };
loop.SetAction((parsed, _) => LoopBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetValue(reports), parsed.GetValue(connections)!));
var startup = new Command("startup", "Start-up to the first answered report.") { runs };
startup.SetAction((parsed, _) => StartupBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetRequiredValue(empty), parsed.GetValue(runs)));

var sizes = new Option<int[]>("--rows") { Description = "Households in the files.", DefaultValueFactory = _ => [100_000, 1_000_000], AllowMultipleArgumentsPerToken = true };
var alone = new Option<bool>("--alone") { Description = "Without the peers: only speed and memory of the program." };
var import = new Command("import", "Importing households.") { sizes, alone };
import.SetAction((parsed, _) => BulkBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetValue(sizes)!, export: false, !parsed.GetValue(alone)));
var export = new Command("export", "Importing households and exporting them again.") { sizes, alone };
export.SetAction((parsed, _) => BulkBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetValue(sizes)!, export: true, !parsed.GetValue(alone)));
var points = new Option<int>("--points") { Description = "Points that are located in a round.", DefaultValueFactory = _ => 2_000_000 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of locating.", DefaultValueFactory = _ => 7 };
var data = new Option<string?>("--data") { Description = "The folder of real data; else GRIDSTEWARD_TEST_DATA." };
var only = new Option<string>("--only") { Description = "Only parts whose names have this in them.", DefaultValueFactory = _ => "" };
var greatest = new Option<int>("--areas") { Description = "The most areas when growth is measured; a million take 12 GB of memory.", DefaultValueFactory = _ => 1_000_000 };
var foreign = new Option<bool>("--peers") { Description = "Against GEOS and PostGIS, too, where g++, libgeos++-dev and postgresql-15-postgis-3 are installed." };
var locate = new Command("locate", "To which area a point belongs.") { points, rounds, greatest, data, only, foreign };
locate.SetAction(parsed => LocateBenchmark.Run(parsed.GetValue(points), parsed.GetValue(rounds), parsed.GetValue(greatest), parsed.GetValue(data), parsed.GetValue(only)!, parsed.GetValue(foreign)));
var plain = new Option<string>("--plain") { Description = "The published peer of the whole way.", Recursive = true };
var profiler = new Option<string?>("--profiler") { Description = "The file of dotnet-trace, for shares of the time; run finds or installs it.", Recursive = true };
var requested = new Option<int>("--requested") { Description = "Points of a request, and rows of a file.", DefaultValueFactory = _ => 100_000 };
var whole = new Command("whole", "Points over HTTP, rows of CSV, and the map, with the bare lookup beside them.") { requested, rounds };
whole.SetAction((parsed, _) => WholeBenchmark.RunAsync(
    parsed.GetRequiredValue(program), parsed.GetRequiredValue(plain), parsed.GetValue(profiler), parsed.GetValue(requested), parsed.GetValue(rounds)));
var open = new Option<int>("--open") { Description = "Open reports.", DefaultValueFactory = _ => 1_000_000 };
var due = new Option<int>("--due") { Description = "Those of them that are due.", DefaultValueFactory = _ => 1000 };
var sweeps = new Option<int>("--sweeps") { Description = "Rounds of finding what is due.", DefaultValueFactory = _ => 5 };
var escalation = new Command("escalation", "The sweep for overdue reports.") { open, due, sweeps };
escalation.SetAction((parsed, _) => EscalationBenchmark.RunAsync(parsed.GetValue(open), parsed.GetValue(due), parsed.GetValue(sweeps)));
var units = new Option<int[]>("--units") { Description = "Units of the towns.", DefaultValueFactory = _ => [10_000, 100_000, 1_000_000], AllowMultipleArgumentsPerToken = true };
var counts = new Option<int>("--counts") { Description = "Rounds of counting a town.", DefaultValueFactory = _ => 3 };
var keep = new Option<string?>("--keep") { Description = "A folder where filled towns are kept, and are taken from the next time; delete it when documents have changed." };
var coverage = new Command("coverage", "The nightly figures of coverage.") { units, counts, keep };
coverage.SetAction((parsed, _) => CoverageBenchmark.RunAsync(parsed.GetValue(units)!, parsed.GetValue(counts), parsed.GetValue(keep)));
var all = new Command("all", "All of these.") { reports, connections, runs, sizes, points, rounds, greatest, data, requested, open, due, sweeps, units, counts, keep };
all.SetAction(async (parsed, _) =>
{
    await LoopBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetValue(reports), parsed.GetValue(connections)!);
    await StartupBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetRequiredValue(empty), parsed.GetValue(runs));
    await BulkBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetValue(sizes)!, export: true, peers: true);
    LocateBenchmark.Run(parsed.GetValue(points), parsed.GetValue(rounds), parsed.GetValue(greatest), parsed.GetValue(data), "", peers: false);
    await WholeBenchmark.RunAsync(parsed.GetRequiredValue(program), parsed.GetRequiredValue(plain), parsed.GetValue(profiler), parsed.GetValue(requested), parsed.GetValue(rounds));
    await EscalationBenchmark.RunAsync(parsed.GetValue(open), parsed.GetValue(due), parsed.GetValue(sweeps));
    await CoverageBenchmark.RunAsync(parsed.GetValue(units)!, parsed.GetValue(counts), parsed.GetValue(keep));
});

var root = new RootCommand("Measures the published program against named peers.") { program, empty, plain, profiler, loop, startup, import, export, locate, whole, escalation, coverage, all };
return await root.Parse(args).InvokeAsync();
