using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost;

/// <summary>
/// One timer's status on disk, replaced as a whole: written beside, flushed to the disk, renamed. A crash of the machine may bring back the
/// status before, and with it one run more; never half a file. Only the holder of the timer's lock writes. A disk that fails is
/// logged and does not stop the schedule.
/// </summary>
internal sealed class TimerStatusFile(string path, ILogger logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Null when there is none, or none that can be read.</summary>
    public TimerStatus? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<TimerStatus>(File.ReadAllBytes(path), Json) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.LogError(fault, "The timer status {File} cannot be read; the timer is taken for a new one", path);
            return null;
        }
    }

    public void Write(TimerStatus status)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, status, Json);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            logger.LogError(fault, "The timer status {File} cannot be written; after a restart the timer may run once more", path);
        }
    }
}
