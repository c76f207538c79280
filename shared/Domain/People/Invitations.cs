using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.People;

/// <summary>An invitation that was just made; its code is known only now.</summary>
public sealed record NewInvitation(string Code, DateTimeOffset ExpiresAt);

/// <summary>Invites people, and lets them in once.</summary>
public sealed class Invitations(IDocumentStore store, PeopleDirectory people, AreaSnapshots snapshots, Reservations reservations, TimeProvider clock)
{
    /// <summary>Invites a person with grants that do not pass the inviter's own.</summary>
    public async Task<Outcome<NewInvitation>> InviteAsync(
        string name, IReadOnlyList<Grant> grants, TimeSpan valid, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        for (int i = 0; i < grants.Count; i++)
        {
            if (await TargetOfAsync(grants[i].Node, cancellationToken) is not { } target || (target.Private && !acting.Caller.Can(Capability.ReadReports, target)))
            {
                return new Outcome<NewInvitation>.Invalid([new($"$.grants[{i}].node", $"There is no {grants[i].Node}.")]);
            }

            if (grants[i] is { Node.Kind: NodeKind.Region, Preset: not (Preset.Auditor or Preset.Manager) })
            {
                return new Outcome<NewInvitation>.Invalid([new($"$.grants[{i}].preset", "On a region there are auditors and managers only.")]);
            }

            Capability[] missing = [.. Presets.CapabilitiesOf(grants[i].Preset).Select(Presets.NeededToGrant).Append(Capability.InvitePeople).Distinct().Where(c => !acting.Caller.Can(c, target))];
            if (missing.Length > 0)
            {
                return new Outcome<NewInvitation>.Forbidden($"To grant {grants[i].Preset} on {grants[i].Node} you need {string.Join(", ", missing)} there yourself.");
            }
        }

        var claimed = await reservations.ClaimAsync(once, "deployment", null, cancellationToken);
        if (claimed is not Outcome<Reservation>.Done { Value: var reservation, Replayed: var replayed })
        {
            return claimed.As<NewInvitation>();
        }

        // As with tracking links: a replay gives the same code, and what is stored alone gives none.
        string code = once is null
            ? RandomCode()
            : Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(once.Key), 16, Convert.FromHexString(reservation.Salt), "gridsteward invitation"u8.ToArray()));
        return new Outcome<NewInvitation>.Done(await CreateAsync(code, name, grants, valid, acting, cancellationToken), replayed);
    }

    /// <summary>
    /// The first administrator's invitation: a new code at every start until someone has used one; null after that, unless another is forced.
    /// </summary>
    public async Task<NewInvitation?> InviteFirstAdministratorAsync(bool force, CancellationToken cancellationToken)
    {
        var marker = await store.FindAsync(Kinds.FirstAdministrator, FirstAdministrator.OnlyKey, FirstAdministrator.OnlyKey, cancellationToken);
        if (marker is not null)
        {
            var last = await store.FindAsync(Kinds.Invitation, marker.Value.InvitationKey, Invitation.OnlyId, cancellationToken);
            if (last?.Value.UsedBy is not null && !force)
            {
                return null;
            }

            if (last is { Value.UsedBy: null })
            {
                await store.CommitAsync(new Batch(Container.Directory, last.Value.Key).Delete<Invitation>(Kinds.Invitation, last.Value.Id, last.ETag), cancellationToken);
            }
        }

        NewInvitation invitation = await CreateAsync(RandomCode(), "Administrator", [new Grant(Node.Deployment, Preset.Administrator)], TimeSpan.FromDays(7), Acting.Program, cancellationToken);
        var next = new FirstAdministrator { Id = FirstAdministrator.OnlyKey, Key = FirstAdministrator.OnlyKey, InvitationKey = Invitation.KeyOf(invitation.Code) };
        await store.CommitAsync(new Batch(Container.Directory, next.Key).Upsert(Kinds.FirstAdministrator, next), cancellationToken);
        return invitation;
    }

    /// <summary>Whether someone has used the first administrator's invitation.</summary>
    public async Task<bool> HasFirstAdministratorSignedInAsync(CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.FirstAdministrator, FirstAdministrator.OnlyKey, FirstAdministrator.OnlyKey, cancellationToken) is { } marker
            && await store.FindAsync(Kinds.Invitation, marker.Value.InvitationKey, Invitation.OnlyId, cancellationToken) is null or { Value.UsedBy: not null };

    /// <summary>Uses an invitation.</summary>
    /// <param name="code">The code of the link.</param>
    /// <param name="issuer">Who vouches for the person.</param>
    /// <param name="subject">The subject there; null where the embedded issuer gives one.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Person>> UseAsync(string code, string issuer, string? subject, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(Kinds.Invitation, Invitation.KeyOf(code), Invitation.OnlyId, cancellationToken);
        if (found is null || found.Value.ExpiresAt <= clock.GetUtcNow())
        {
            return new Outcome<Person>.NotFound("This invitation is unknown or has expired; ask for a new one.");
        }

        Invitation invitation = found.Value;
        string person = Person.KeyOf(issuer, subject ?? invitation.Subject);
        if (invitation.UsedBy is null)
        {
            CommitOutcome outcome = await store.CommitAsync(
                new Batch(Container.Directory, invitation.Key)
                    .Replace(Kinds.Invitation, invitation with { UsedBy = person }, found.ETag)
                    .Create(Kinds.DirectoryAudit, DirectoryAuditEntry.Of(invitation.Key, new AuditFact(clock.GetUtcNow(), subject ?? invitation.Subject, "useInvitation", $"person/{subject ?? invitation.Subject}", null))),
                cancellationToken);
            if (!outcome.Committed)
            {
                return new Outcome<Person>.Conflict("This invitation has just been used.");
            }
        }
        else if (invitation.UsedBy != person || await people.FindAsync(person, cancellationToken) is not null)
        {
            return new Outcome<Person>.Conflict("This invitation has been used; each works once.");
        }

        // Used, but a process died before the person was written: whoever comes again with the code completes it. Where the code alone lets
        // in, writing the person is what only one can do, however many come at once.
        return subject is null
            ? await people.AddAsync(issuer, invitation.Subject, invitation.Name, invitation.Grants, cancellationToken)
            : await people.AddGrantsAsync(issuer, subject, invitation.Name, invitation.Grants, cancellationToken);
    }

    private static string RandomCode() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private async Task<NewInvitation> CreateAsync(string code, string name, IReadOnlyList<Grant> grants, TimeSpan valid, Acting acting, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var invitation = new Invitation
        {
            Id = Invitation.OnlyId,
            Key = Invitation.KeyOf(code),
            Name = name,
            Grants = grants,
            Subject = Guid.CreateVersion7(now).ToString(),
            ExpiresAt = now + valid,
            Ttl = (int)(valid + TimeSpan.FromDays(30)).TotalSeconds,
        };
        CommitOutcome outcome = await store.CommitAsync(
            new Batch(Container.Directory, invitation.Key)
                .Create(Kinds.Invitation, invitation)
                .Create(Kinds.DirectoryAudit, DirectoryAuditEntry.Of(invitation.Key, acting.Fact(now, "invite", $"person/{invitation.Subject}"))),
            cancellationToken);
        if (outcome.Committed)
        {
            return new NewInvitation(code, invitation.ExpiresAt);
        }

        // A replay: the same key gave the same code.
        var existing = await store.FindAsync(Kinds.Invitation, invitation.Key, Invitation.OnlyId, cancellationToken);
        return new NewInvitation(code, existing?.Value.ExpiresAt ?? invitation.ExpiresAt);
    }

    /// <summary>What a node stands for; null when there is no such thing.</summary>
    private async Task<Target?> TargetOfAsync(Node node, CancellationToken cancellationToken)
    {
        if (node.Kind == NodeKind.Deployment)
        {
            return new Target();
        }

        if (node.Kind == NodeKind.Region)
        {
            return RegionRef.IsCode(node.Id) ? await new ReadRegions(store).TargetOfAsync(node.Id, cancellationToken) : null;
        }

        if (node.Jurisdiction == Jurisdiction.Unassigned)
        {
            return node.Kind == NodeKind.Jurisdiction ? new Target(node.Jurisdiction) : null;
        }

        if (await store.SettingsOfAsync(node.Jurisdiction, cancellationToken) is not { } settings)
        {
            return null;
        }

        switch (node.Kind)
        {
            case NodeKind.Jurisdiction:
                return new Target(node.Jurisdiction);
            case NodeKind.Area:
                AreaSnapshot snapshot = await snapshots.GetAsync(node.Jurisdiction, settings.Levels, cancellationToken);
                return snapshot.Find(node.Id) is null ? null : new Target(node.Jurisdiction, snapshot.LineageCodes(node.Id));
            case NodeKind.Team:
                return await store.FindAsync(Kinds.Team, node.Jurisdiction, node.Id, cancellationToken) is null ? null : new Target(node.Jurisdiction, Team: node.Id);
            case NodeKind.Partner:
                return await store.FindAsync(Kinds.Partner, node.Jurisdiction, node.Id, cancellationToken) is null ? null : new Target(node.Jurisdiction, Partner: node.Id);
            default:
                return await store.FindAsync(Kinds.Report, node.Jurisdiction, node.Id, cancellationToken) is { Value: var report } ? report.Target : null;
        }
    }
}
