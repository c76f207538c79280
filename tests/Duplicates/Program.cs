using GridSteward.Duplicates;

// Measures the ranking of duplicates on the labelled set: the part that it was not tuned on, or with "tuning" the other one. See docs/duplicates.md.
Console.Write(new Measurement(args.Contains("tuning") ? Part.Tuning : Part.HeldOut).Table());
