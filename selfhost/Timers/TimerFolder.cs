namespace GridSteward.SelfHost;

/// <summary>Where the timers' files lie in the data folder. Function names are safe as file names, and unique without regard to case.</summary>
internal sealed class TimerFolder(SelfHostOptions options)
{
    private readonly string _path = Path.Combine(options.DataFolder, "timers");

    public void Create()
    {
        try
        {
            CreatePrivate(Path.GetDirectoryName(_path)!);
            CreatePrivate(_path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException([$"The folder '{_path}' for the timers cannot be made: {fault.Message} Set GridSteward:DataFolder."]);
        }
    }

    /// <summary>For its owner only: what lies in the data folder is personal.</summary>
    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Status(TimerFunction timer) => File(timer, ".json");

    public string Lock(TimerFunction timer) => File(timer, ".lock");

#pragma warning disable CA1308 // names are ASCII; lower case is what people expect of files
    private string File(TimerFunction timer, string extension) => Path.Combine(_path, timer.Entry.Name.ToLowerInvariant() + extension);
#pragma warning restore CA1308
}
