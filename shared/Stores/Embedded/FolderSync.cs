using System.Runtime.InteropServices;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Makes a rename or a deletion in a folder durable. POSIX: fsync of the folder itself, which .NET has no call for. On Windows there
/// is nothing to call: NTFS journals its folders, and the newest renames may be undone by a power cut.
/// </summary>
internal static class FolderSync
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = NativeMethods.Open(folder, 0); // O_RDONLY
        int error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (descriptor >= 0)
        {
            error = NativeMethods.FSync(descriptor) != 0 ? Marshal.GetLastPInvokeError() : 0;
            _ = NativeMethods.Close(descriptor);
        }

        if (error != 0)
        {
            throw new IOException($"The folder {folder} could not be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int FSync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int descriptor);
    }
}
