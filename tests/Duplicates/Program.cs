using GridSteward.Duplicates;
using GridSteward.Geo;
if (args.Contains("dump")) {
foreach (var p in new PairMaker(args.Contains("tuning") ? Part.Tuning : Part.HeldOut).Make()) {
 Console.WriteLine(System.FormattableString.Invariant($"{(p.IsSame?1:0)} {(int)p.Making} {(p.Chinese?1:0)} {p.Accuracy} {LocalMetres.DistanceMetres(p.First.Point,p.Second.Point)} {p.First.Words.LikenessTo(p.Second.Words)} {p.First.Words.ConflictsWith(p.Second.Words)} {Math.Abs((p.First.At-p.Second.At).TotalHours)/168}"));
} return; }
// Measures the ranking of duplicates on the labelled set: the part that it was not tuned on, or with "tuning" the other one. See docs/duplicates.md.
Console.Write(new Measurement(args.Contains("tuning") ? Part.Tuning : Part.HeldOut).Table());
