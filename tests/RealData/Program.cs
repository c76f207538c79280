using GridSteward.RealData;

return await CommandLine.Make().Parse(args).InvokeAsync();
