using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>Keeps the channels of a jurisdiction, each with its secret beside it, in one batch. Whoever may do so may for the whole jurisdiction; the functions ask before.</summary>
public sealed class KeepChannels(IDocumentStore store, AreaSnapshots snapshots, Creator creator, Changer changer, OutgoingPolicy policy)
{
    /// <summary>Creates a channel.</summary>
    public Task<Outcome<Stored<NotificationChannel>>> CreateAsync(
        string jurisdiction, WantedChannel wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(Kinds.NotificationChannel, jurisdiction, once, acting, async id =>
        {
            Fault[] faults = [.. ChannelRules.FaultsOf(wanted, null, policy), .. await ReferenceFaultsAsync(jurisdiction, wanted, cancellationToken)];
            if (faults.Length > 0)
            {
                return new Outcome<Creating<NotificationChannel>>.Invalid(faults);
            }

            ChannelSecret secret = SecretOf(jurisdiction, id, wanted, null);
            NotificationChannel channel = ChannelOf(jurisdiction, id, wanted, secret);
            return new Creating<NotificationChannel>(channel, channel.Code, batch => batch.Create(Kinds.ChannelSecret, secret));
        }, cancellationToken);

    /// <summary>Replaces a channel. Address and secret stay where they are left out and the channel speaks what it spoke.</summary>
    public Task<Outcome<Stored<NotificationChannel>>> ReplaceAsync(Changing<NotificationChannel> changing, WantedChannel wanted, CancellationToken cancellationToken)
        => changer.RunAsync(changing, async current =>
        {
            var kept = current.Kind == wanted.Kind ? (await FindSecretAsync(changing.Jurisdiction, changing.Id, cancellationToken))?.Value : null;
            Fault[] faults = [.. ChannelRules.FaultsOf(wanted, kept, policy), .. await ReferenceFaultsAsync(changing.Jurisdiction, wanted, cancellationToken)];
            if (faults.Length > 0)
            {
                return new Outcome<Change<NotificationChannel>>.Invalid(faults);
            }

            ChannelSecret secret = SecretOf(changing.Jurisdiction, changing.Id, wanted, kept);
            return new Change<NotificationChannel>(
                ChannelOf(changing.Jurisdiction, changing.Id, wanted, secret), batch => batch.Upsert(Kinds.ChannelSecret, secret));
        }, cancellationToken);

    /// <summary>Deletes a channel with its secret. What is still to go out on it ends as skipped.</summary>
    public Task<Outcome<Stored<NotificationChannel>>> DeleteAsync(Changing<NotificationChannel> changing, CancellationToken cancellationToken)
        => changer.RunAsync(changing, async _ =>
        {
            var secret = await FindSecretAsync(changing.Jurisdiction, changing.Id, cancellationToken);
            return new Change<NotificationChannel>(null, secret is null ? null : batch => batch.Delete(Kinds.ChannelSecret, secret.Value.Id, secret.ETag));
        }, cancellationToken);

    /// <summary>Makes a channel inactive whose receiver says that it is gone for good. Whoever changed it meanwhile knew better.</summary>
    public Task StopAsync(Stored<NotificationChannel> channel, DateTimeOffset now, CancellationToken cancellationToken)
        => store.CommitAsync(
            new Batch(Container.Areas, channel.Value.Jurisdiction)
                .Replace(Kinds.NotificationChannel, channel.Value with { Active = false, StoppedAt = now }, channel.ETag)
                .Create(Kinds.Audit(Container.Areas), AuditEntry.Of(channel.Value.Jurisdiction, Acting.Program.Fact(now, "stopChannel", $"{Kinds.NotificationChannel.Name}/{channel.Value.Id}"))),
            cancellationToken);

    private Task<Stored<ChannelSecret>?> FindSecretAsync(string jurisdiction, string channel, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.ChannelSecret, jurisdiction, ChannelSecret.IdOf(channel), cancellationToken);

    private static ChannelSecret SecretOf(string jurisdiction, string id, WantedChannel wanted, ChannelSecret? kept) => new()
    {
        Id = ChannelSecret.IdOf(id),
        Jurisdiction = jurisdiction,
        Addresses = wanted.Url is { } url ? [url] : wanted.Addresses.Count > 0 ? [.. wanted.Addresses.Select(a => EmailAddress.Parse(a)!)] : kept!.Addresses,
        Secret = wanted.Secret ?? kept?.Secret,
    };

    private static NotificationChannel ChannelOf(string jurisdiction, string id, WantedChannel wanted, ChannelSecret secret) => new()
    {
        Id = id,
        Jurisdiction = jurisdiction,
        Code = wanted.Code,
        Name = wanted.Name,
        Kind = wanted.Kind,
        Recipients = wanted.Recipients,
        Events = wanted.Events,
        Quiet = wanted.Quiet,
        DigestMinutes = wanted.DigestMinutes,
        Language = wanted.Language,
        Active = wanted.Active,
        MaskedAddresses = [.. secret.Addresses.Select(a => wanted.Kind == ChannelKind.Email ? EmailAddress.Masked(a) : $"{new Uri(a).GetLeftPart(UriPartial.Authority)}/***")],
        HasSecret = secret.Secret is not null,
    };

    private async Task<List<Fault>> ReferenceFaultsAsync(string jurisdiction, WantedChannel wanted, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        AreaSnapshot? snapshot = null;
        for (int i = 0; i < wanted.Recipients.Count; i++)
        {
            string recipient = wanted.Recipients[i];
            if (Recipients.AreaOf(recipient) is { } code)
            {
                snapshot ??= await store.SettingsOfAsync(jurisdiction, cancellationToken) is { } settings
                    ? await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken)
                    : null;
                if (snapshot?.Find(code) is null)
                {
                    faults.Add(new($"$.recipients[{i}]", $"There is no area '{code}'."));
                }
            }
            else if (Recipients.AssigneeOf(recipient) is var (kind, id) && !await IsThereAsync(jurisdiction, kind, id, cancellationToken))
            {
                faults.Add(new($"$.recipients[{i}]", $"There is no such {Wire.Name(kind)} in this jurisdiction."));
            }
        }

        return faults;
    }

    private async Task<bool> IsThereAsync(string jurisdiction, AssigneeKind kind, string id, CancellationToken cancellationToken) => kind switch
    {
        AssigneeKind.Post => await store.FindAsync(Kinds.Post, jurisdiction, id, cancellationToken) is not null,
        AssigneeKind.Team => await store.FindAsync(Kinds.Team, jurisdiction, id, cancellationToken) is not null,
        _ => await store.FindAsync(Kinds.Partner, jurisdiction, id, cancellationToken) is not null,
    };
}
