using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Staff.Confirmations;

/// <summary>
/// Keeps when stewards were last reached, so that a list of names that nobody answers to is seen: what coverage calls responsibility counts only who was
/// reached lately.
/// </summary>
public sealed class ConfirmChannels(IDocumentStore store, Creator creator, TimeProvider clock)
{
    /// <summary>How long ago somebody can have been reached who is entered now.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromDays(30);

    private const int Tries = 5;

    /// <summary>Enters that a steward was reached; they themselves may, and whoever keeps the staff.</summary>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="steward">The steward's id.</param>
    /// <param name="channel">Over what.</param>
    /// <param name="at">When; null for now.</param>
    /// <param name="once">The idempotency key; null for none.</param>
    /// <param name="acting">Who says so.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Stored<ChannelConfirmation>>> ConfirmAsync(
        string jurisdiction, string steward, StewardChannel channel, DateTimeOffset? at, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        bool keeps = acting.Caller.Can(Capability.ManageStaff, new Target(jurisdiction));
        for (int i = 1; ; i++)
        {
            var outcome = await creator.CreateAsync(
                Kinds.ChannelConfirmation, jurisdiction, once, acting, id => MakeAsync(jurisdiction, id, steward, channel, at, keeps, acting, cancellationToken), cancellationToken);

            // the steward was changed meanwhile, by somebody else's confirmation as a rule
            if (outcome is not Outcome<Stored<ChannelConfirmation>>.Conflict || i == Tries)
            {
                return outcome;
            }
        }
    }

    /// <summary>A page of a steward's confirmations, latest first.</summary>
    public Task<Page<ChannelConfirmation>> ListAsync(string jurisdiction, string steward, PageRequest page, CancellationToken cancellationToken)
        => store.ListAsync(Kinds.ChannelConfirmation.In(jurisdiction).Where(new Filter.Equal("steward", steward)).OrderedBy(Kinds.LatestFirst), page, cancellationToken);

    /// <summary>The stewards whom nobody has reached for some days, by id; those whose data were erased are left out.</summary>
    public async Task<IReadOnlyList<Stored<Steward>>> UnconfirmedAsync(string jurisdiction, int days, CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow().AddDays(-days);
        return await store.AllAsync(Kinds.Steward.In(jurisdiction), cancellationToken)
            .Where(s => s.Value.ErasedAt is null && !(s.Value.ChannelConfirmedAt > since)).ToListAsync(cancellationToken);
    }

    /// <summary>What stays of the last confirmation when a steward is replaced: all of it, unless their phone is another now.</summary>
    public static Steward Keep(Steward before, Steward after) => after with { ChannelConfirmedAt = after.Phone == before.Phone ? before.ChannelConfirmedAt : null };

    private async Task<Outcome<Creating<ChannelConfirmation>>> MakeAsync(
        string jurisdiction, string id, string stewardId, StewardChannel channel, DateTimeOffset? at, bool keeps, Acting acting, CancellationToken cancellationToken)
    {
        Stored<Steward>? found = await store.FindAsync(Kinds.Steward, jurisdiction, stewardId, cancellationToken);
        bool own = found?.Value.Subject is { } subject && subject == acting.Caller.Subject;
        if (!keeps && !own)
        {
            return new Outcome<Creating<ChannelConfirmation>>.Forbidden("Only the steward, or who keeps the staff, says over what they are reached.");
        }

        if (found is not { Value: var steward })
        {
            return new Outcome<Creating<ChannelConfirmation>>.NotFound("There is no such steward.");
        }

        DateTimeOffset now = clock.GetUtcNow(), when = at ?? now;
        if (when > now || when < now - Latest)
        {
            return new Outcome<Creating<ChannelConfirmation>>.Invalid([new("$.at", $"Not in the future, and at most {Latest.Days} days ago.")]);
        }

        var confirmation = new ChannelConfirmation
        {
            Id = id, Jurisdiction = jurisdiction, Steward = stewardId, Channel = channel, At = when, By = acting.Caller.Subject ?? "system", BySteward = own,
        };
        Steward reached = steward with { ChannelConfirmedAt = steward.ChannelConfirmedAt > when ? steward.ChannelConfirmedAt : when };
        return new Creating<ChannelConfirmation>(confirmation, null, batch => batch.Replace(Kinds.Steward, reached, found.ETag));
    }
}
