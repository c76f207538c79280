using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Audit;

/// <summary>What the functions of the audit promise.</summary>
public static class AuditDeclarations
{
    public static FeatureDeclarations All { get; } = new("Audit", "Who changed what, and who read what is personal.",
    [
        List("ListAudit", OnJurisdiction(Capability.ReadAudit), "The audit of a jurisdiction, newest first; reading it is audited too", Written(j => j.PageResponseAuditEntryResponse),
            new QueryParameter("container", "Only entries beside the documents of this container.", new QueryForm.Choice(() => [.. Container.OfJurisdictions.Select(c => c.Name)]), "reports"),
            Text("subject", "Only what was done to this: {type}/{id}.", $"household/{ExampleId("households")}"),
            Text("actor", "Only what this subject did; system is the program, reporter a resident.", "system"),
            Text("from", "Only from this moment on, as in RFC 3339.", "2026-05-01T00:00:00Z"),
            Text("before", "Only before this moment, as in RFC 3339.", "2026-06-01T00:00:00Z")),
    ]);
}
