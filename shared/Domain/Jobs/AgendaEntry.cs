using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>What an entry of the agenda is about.</summary>
[JsonConverter(typeof(WireEnumConverter<AgendaSubject>))]
public enum AgendaSubject
{
    /// <summary>A job to work on, to tidy up after or to forget.</summary>
    Job,

    /// <summary>An upload to forget.</summary>
    Upload,

    /// <summary>The areas of a jurisdiction, of which a new generation may have come.</summary>
    Areas,

    /// <summary>A report that is handed to another jurisdiction.</summary>
    HandOver,

    /// <summary>A photo that was begun or taken away, of which something may be left over.</summary>
    Photo,
}

/// <summary>
/// When something of some jurisdiction wants to be looked at, so that a timer finds it by one query instead of asking every jurisdiction. It
/// is written before what it points at, and says nothing about it: an entry that leads nowhere is dropped.
/// </summary>
public sealed record AgendaEntry : DirectoryDocument
{
    /// <summary>The one partition.</summary>
    public const string OnlyKey = "agenda";

    /// <inheritdoc/>
    public override string Type => "agendaEntry";

    /// <summary>What it is about.</summary>
    public required AgendaSubject Subject { get; init; }

    /// <summary>Where that is.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The id of what it is about.</summary>
    public required string SubjectId { get; init; }

    /// <summary>When to look.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A new entry.</summary>
    public static AgendaEntry Of(AgendaSubject subject, string jurisdiction, string id, DateTimeOffset now, DateTimeOffset dueAt) => new()
    {
        Id = $"{Wire.Name(subject)}.{id}",
        Key = OnlyKey,
        Subject = subject,
        Jurisdiction = jurisdiction,
        SubjectId = id,
        DueAt = dueAt,
        CreatedAt = now,
    };
}
