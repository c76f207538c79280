using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridSteward.Domain.Jobs;

/// <summary>
/// Writes a job's file part by part: what is written gathers in memory until a part is full, becomes a blob then, and counts once the
/// checkpoint holds <see cref="File"/>.
/// </summary>
/// <param name="files">The files of jobs.</param>
/// <param name="job">The job.</param>
/// <param name="file">The file with the parts that the checkpoint holds.</param>
public sealed class JobFileWriter(JobFiles files, Job job, JobFile file) : IDisposable
{
    /// <summary>A part is full from this size.</summary>
    public const int PartBytes = 4 * 1024 * 1024;

    private readonly MemoryStream part = new(PartBytes + (256 * 1024));

    /// <summary>The file with the parts written so far.</summary>
    public JobFile File { get; private set; } = file;

    /// <summary>Where the part that is not written yet gathers.</summary>
    public Stream Part => part;

    /// <summary>Whether the part should be written now.</summary>
    public bool IsFull => part.Length >= PartBytes;

    /// <summary>Adds a JSON value as a line.</summary>
    public void AddLine<T>(T value, JsonTypeInfo<T> json)
    {
        JsonSerializer.Serialize(part, value, json);
        part.WriteByte((byte)'\n');
    }

    /// <summary>Writes what has gathered as a part; nothing happens where nothing has.</summary>
    public async Task WritePartAsync(CancellationToken cancellationToken)
    {
        if (part.Length > 0)
        {
            File = await files.AppendAsync(job, File, part.GetBuffer().AsMemory(0, (int)part.Length), cancellationToken);
            part.SetLength(0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => part.Dispose();
}
