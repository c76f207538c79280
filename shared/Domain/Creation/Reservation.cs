using System.Security.Cryptography;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Creation;

/// <summary>
/// What a creation reserved under its idempotency key before it wrote anything: a retry finds it and completes the same creation. The key
/// itself is nowhere, only its hash.
/// </summary>
public sealed record Reservation : DirectoryDocument
{
    /// <summary>The id of the one document of its partition.</summary>
    public const string OnlyId = "reservation";

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public override string Type => "reservation";

    /// <summary>SHA-256 of the key and the request's path and body, in hexadecimal; without the key nobody can try out what the body was.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The jurisdiction in which it is created, as found when the key was first seen.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The id that the created document gets.</summary>
    public required string CreatedId { get; init; }

    /// <summary>16 random bytes in hexadecimal, from which a tracking secret is derived with the key.</summary>
    public required string Salt { get; init; }

    /// <summary>When the key was first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A client's idempotency key with what it is used for.</summary>
/// <param name="Key">The header's value; 16 to 128 visible ASCII characters. A secret of the client.</param>
/// <param name="UseCase">The function's name: one key serves different use cases apart.</param>
/// <param name="RequestHash">SHA-256 of the key and what was sent.</param>
public sealed record OnceKey(string Key, string UseCase, string RequestHash)
{
    /// <summary>The partition in which its reservation is found.</summary>
    public string DirectoryKey => "once:" + Hashes.Hex($"{UseCase}\n{Key}");
}

/// <summary>Reserves ids under idempotency keys.</summary>
public sealed class Reservations(IDocumentStore store, TimeProvider clock)
{
    /// <summary>
    /// The reservation under the key: the one made before (<c>Replayed</c>), or a new one. Without a key nothing is stored and no replay promised.
    /// </summary>
    /// <param name="once">The key; null when the client sent none.</param>
    /// <param name="jurisdiction">Where a new one would be created.</param>
    /// <param name="createdId">The id a new one would get; null makes a UUIDv7.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Reservation>> ClaimAsync(OnceKey? once, string jurisdiction, string? createdId, CancellationToken cancellationToken)
        => once is not null && await FindAsync(once, cancellationToken) is { } earlier
            ? earlier
            : await ReserveAsync(once, jurisdiction, createdId, cancellationToken);

    /// <summary>As <see cref="ClaimAsync"/>, for a caller who has looked already: it looks again only where the key turns out not to be new.</summary>
    public async Task<Outcome<Reservation>> ReserveAsync(OnceKey? once, string jurisdiction, string? createdId, CancellationToken cancellationToken)
    {
        Reservation proposal = Propose(once, jurisdiction, createdId);
        return once is null ? proposal : await TakeAsync(proposal, once, cancellationToken);
    }

    /// <summary>A reservation that is not taken yet: its id can be used to make the document, and nothing is stored.</summary>
    public Reservation Propose(OnceKey? once, string jurisdiction, string? createdId)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new Reservation
        {
            Id = Reservation.OnlyId,
            Key = once?.DirectoryKey ?? "none",
            RequestHash = once?.RequestHash ?? "",
            Jurisdiction = jurisdiction,
            CreatedId = createdId ?? Guid.CreateVersion7(now).ToString(),
            Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            CreatedAt = now,
            Ttl = (int)Reservation.Lifetime.TotalSeconds,
        };
    }

    /// <summary>Takes a proposal; the one that was there before (<c>Replayed</c>) where the key is not new.</summary>
    public async Task<Outcome<Reservation>> TakeAsync(Reservation proposal, OnceKey once, CancellationToken cancellationToken)
    {
        var outcome = await store.CommitAsync(new Batch(Container.Directory, proposal.Key).Create(Kinds.Reservation, proposal), cancellationToken);
        return outcome.Committed
            ? proposal
            : await FindAsync(once, cancellationToken) ?? throw new StoreUnavailableException("A reservation came and went.", TimeSpan.FromSeconds(1));
    }

    /// <summary>The reservation made before under the key; null when the key is new.</summary>
    public async Task<Outcome<Reservation>?> FindAsync(OnceKey once, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Reservation, once.DirectoryKey, Reservation.OnlyId, cancellationToken) switch
        {
            null => null,
            { Value: var found } when found.RequestHash == once.RequestHash => new Outcome<Reservation>.Done(found, Replayed: true),
            _ => new Outcome<Reservation>.KeyReused(),
        };
}
