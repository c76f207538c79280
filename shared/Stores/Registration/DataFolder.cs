using GridSteward.Stores.Embedded;
using Microsoft.Extensions.Configuration;

namespace GridSteward.Stores;

/// <summary>The folder that the embedded engine keeps everything in.</summary>
public static class DataFolder
{
    /// <summary>The setting that names it.</summary>
    public const string Setting = "GridSteward:DataFolder";

    /// <summary>As the configuration names it; <c>data</c> in the current directory where it names none.</summary>
    public static string In(IConfiguration configuration) => configuration[Setting] is { Length: > 0 } set ? set : "data";

    /// <summary>
    /// Why there is nothing to ask here; null where there is, or on Azure. For commands that look at what is there: a folder that is named wrongly would
    /// be made, and they would find nothing wrong in it.
    /// </summary>
    public static string? WhyEmpty(IConfiguration configuration)
        => !StoresOptions.IsAzureIn(configuration) && Path.GetFullPath(In(configuration)) is var folder && IsEmptyAt(folder) ? Empty(folder) : null;

    /// <summary>Makes a folder in it, and it if it is missing, for their owner only; on Windows the rights of what is above hold.</summary>
    public static void CreatePrivate(string folder) => PrivateFiles.CreateFolder(Path.GetFullPath(folder));

    internal static bool IsEmptyAt(string folder) => !File.Exists(Path.Combine(folder, SqliteDocumentStore.FileName));

    internal static string Empty(string folder) => $"{folder} holds no {SqliteDocumentStore.FileName}: set {Setting} to the program's data folder.";
}
