using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards;

/// <summary>Where a contact card is.</summary>
[JsonConverter(typeof(WireEnumConverter<CardState>))]
public enum CardState
{
    /// <summary>It was issued and has been given to nobody.</summary>
    Issued,

    /// <summary>A unit has it.</summary>
    HandedOut,

    /// <summary>It was given back and can be handed out again.</summary>
    Returned,

    /// <summary>It is lost: its code leads nowhere any more.</summary>
    Lost,

    /// <summary>Another was issued in its place: its code leads nowhere any more.</summary>
    Replaced,
}

/// <summary>What happens to a contact card.</summary>
[JsonConverter(typeof(WireEnumConverter<CardMove>))]
public enum CardMove
{
    /// <summary>A unit gets it.</summary>
    HandOut,

    /// <summary>It comes back.</summary>
    Return,

    /// <summary>It is lost.</summary>
    Lose,

    /// <summary>Another with a new code takes its place.</summary>
    Replace,
}

/// <summary>Which moves are allowed.</summary>
public static class CardMoves
{
    /// <summary>Where a move leads from a state; null where it is not allowed.</summary>
    public static CardState? From(CardState state, CardMove move) => (state, move) switch
    {
        (CardState.Issued or CardState.Returned, CardMove.HandOut) => CardState.HandedOut,
        (CardState.HandedOut, CardMove.Return) => CardState.Returned,
        (CardState.Issued or CardState.HandedOut or CardState.Returned, CardMove.Lose) => CardState.Lost,
        (CardState.Issued or CardState.HandedOut or CardState.Returned or CardState.Lost, CardMove.Replace) => CardState.Replaced,
        _ => null,
    };

    /// <summary>Whether the code of a card in this state leads anywhere.</summary>
    public static bool Works(CardState state) => state is not (CardState.Lost or CardState.Replaced);
}

/// <summary>Says what happened to a contact card: written once and never changed.</summary>
public sealed record CardHandOut : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "cardHandOut";

    /// <summary>The card.</summary>
    public required string Card { get; init; }

    /// <summary>What happened.</summary>
    public required CardMove Move { get; init; }

    /// <summary>The unit that got it, or had it; null where nobody said.</summary>
    public string? Unit { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The subject of who says so.</summary>
    public required string By { get; init; }

    /// <summary>The card that took its place.</summary>
    public string? ReplacedBy { get; init; }
}
