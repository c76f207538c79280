using System.Text.Json.Serialization;

namespace GridSteward.Stores.Embedded.Backups;

/// <summary>What a backup holds; written last.</summary>
/// <param name="Version">The layout of backups: 1.</param>
/// <param name="TakenAt">When the copy of the database began. Every write that was answered before is in it.</param>
/// <param name="Files">Every other file, by path.</param>
public sealed record BackupManifest(int Version, DateTimeOffset TakenAt, IReadOnlyList<BackedUpFile> Files)
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int Current = 1;

    internal const string FileName = "manifest.json", DigestName = "manifest.sha256";
}

/// <summary>One file of a backup.</summary>
/// <param name="Path">Relative to the backup, with <c>/</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record BackedUpFile(string Path, long Bytes, string Sha256);

/// <summary>A backup cannot be made, or is not whole.</summary>
/// <param name="faults">Every reason, one a line.</param>
public sealed class BackupException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Every reason.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
