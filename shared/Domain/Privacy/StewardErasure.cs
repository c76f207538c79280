using GridSteward.Domain.Changes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>Who vouches for the subjects of this deployment.</summary>
/// <param name="NameAsync">The issuer, as <see cref="Person.KeyOf"/> takes it.</param>
public sealed record SignInIssuer(Func<CancellationToken, Task<string>> NameAsync);

/// <summary>
/// Erases a steward and the account they sign in with. Who still holds a post stays: residents are told the post, and somebody has to answer
/// for it; the person goes when the post is another's.
/// </summary>
public sealed class StewardErasure(References references, PersonalErasure erasure, PeopleDirectory people, SignInIssuer issuer, TimeProvider clock)
{
    /// <summary>Erases them; what has to stay.</summary>
    public async Task<IReadOnlyList<KeptRecord>> EraseAsync(Stored<Steward> steward, Erasing erasing, JobOrigin origin, CancellationToken cancellationToken)
    {
        string jurisdiction = steward.Value.Jurisdiction;
        if (await references.ToAsync(Kinds.Steward, jurisdiction, steward.Value.Id, cancellationToken) is { Count: > 0 } names)
        {
            return [new($"steward/{steward.Value.Id}", $"Is named by {string.Join(", ", names)}; give that to another first.")];
        }

        // The account first: the steward's document is what leads to it.
        KeptRecord[] stays = [];
        if (steward.Value.Subject is { } subject)
        {
            string key = Person.KeyOf(await issuer.NameAsync(cancellationToken), subject);
            if (!await people.EraseAsync(key, jurisdiction, fact => origin.Fact(clock.GetUtcNow(), ErasureList.Action, fact), cancellationToken))
            {
                stays = [new($"person/{subject}", "The account holds grants outside this jurisdiction; whoever administers those decides.")];
            }
        }

        await erasure.EraseAsync(steward, erasing, cancellationToken);
        return stays;
    }
}
