namespace GridSteward.Functions.Operations;

/// <summary><c>--help</c>: says what the program can be told on one machine, and ends without serving.</summary>
public static class HelpCommand
{
    /// <summary>Whether it is asked for.</summary>
    public static bool IsIn(string[] args) => args.Any(a => a is "--help" or "-h" or "-?");

    /// <summary>What there is to say; every switch that ends without serving is in it.</summary>
    public const string Text = """
        GridSteward. Without one of these it serves:
          --backup FOLDER            copies the data folder, beside a serving program too
          --verify FOLDER            says whether a backup is whole
          --restore FOLDER           makes the data folder, which is empty or not there, from a backup
          --list-erasures FILE       adds to a file what was erased on request, without personal data
          --repeat-erasures FILE     erases all of it again, after a restore
          --replay [--jurisdiction CODE]
                                     makes every assignment again and says what differs
          --night [yyyy-MM-dd]       what the timers did in the last night, or in the one that ends on that day

        Settings are environment variables (GridSteward__DataFolder) or arguments:
          --GridSteward:DataFolder FOLDER    where everything is; data without it
          --urls http://127.0.0.1:7071       where it serves
          --demo, --no-demo                  with the demonstration town, without it
        All of them, and what each does: docs/operations.md
        """;
}
