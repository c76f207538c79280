using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Audit;

/// <summary>What every audit entry says. Entries hold references and codes only, never names or words, and are never changed.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">The subject who did it, <c>reporter</c>, or <c>system</c>.</param>
/// <param name="Action">What was done: the use case's name, e.g. <c>MoveReport.accept</c>.</param>
/// <param name="Subject">What it was done to: <c>{type}/{id}</c>.</param>
/// <param name="TraceId">The trace of the request, to find its log lines.</param>
public sealed record AuditFact(DateTimeOffset At, string Actor, string Action, string Subject, string? TraceId);

/// <summary>An audit entry beside the document of a jurisdiction that it speaks of, written in the same batch.</summary>
public sealed record AuditEntry : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "audit";

    /// <summary>What happened.</summary>
    public required AuditFact Fact { get; init; }

    /// <summary>A new entry.</summary>
    public static AuditEntry Of(string jurisdiction, AuditFact fact)
        => new() { Id = "audit." + Guid.CreateVersion7(fact.At), Jurisdiction = jurisdiction, Fact = fact };
}

/// <summary>An audit entry beside a directory document.</summary>
public sealed record DirectoryAuditEntry : DirectoryDocument
{
    /// <inheritdoc/>
    public override string Type => "audit";

    /// <summary>What happened.</summary>
    public required AuditFact Fact { get; init; }

    /// <summary>A new entry.</summary>
    public static DirectoryAuditEntry Of(string key, AuditFact fact)
        => new() { Id = "audit." + Guid.CreateVersion7(fact.At), Key = key, Fact = fact };
}

/// <summary>Who is acting in which request; operations take it along to the audit entries they write.</summary>
/// <param name="Caller">Who is asking.</param>
/// <param name="TraceId">The trace of the request.</param>
public sealed record Acting(People.Caller Caller, string? TraceId)
{
    /// <summary>The program itself.</summary>
    public static readonly Acting Program = new(People.Caller.Program, null);

    /// <summary>An audit fact of this actor.</summary>
    public AuditFact Fact(DateTimeOffset at, string action, string subject) => new(at, Caller.Subject ?? "reporter", action, subject, TraceId);
}
