using GridSteward.Oracle;

return CommandLine.Make().Parse(args).Invoke();
