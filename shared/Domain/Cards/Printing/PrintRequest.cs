using System.Text.Json.Serialization;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>What cards are printed for.</summary>
[JsonConverter(typeof(WireEnumConverter<PrintFor>))]
public enum PrintFor
{
    /// <summary>One for each unit that is in the register today.</summary>
    Households,

    /// <summary>One for each building.</summary>
    Buildings,

    /// <summary>One for each area without parts.</summary>
    Areas,
}

/// <summary>What is asked of a printing of cards; kept in its job.</summary>
/// <param name="For">What cards are printed for.</param>
/// <param name="Area">Only what lies in the area with this code; null for the whole jurisdiction.</param>
/// <param name="Paper">On which paper.</param>
/// <param name="WebAddress">What the links begin with, without a trailing slash.</param>
public sealed record PrintRequest(PrintFor For, string? Area, CardPaper Paper, string WebAddress);

/// <summary>After what a printing goes on.</summary>
/// <param name="Stage">Which list of places is at work.</param>
/// <param name="Name">By what the place is ordered.</param>
/// <param name="Id">Its id.</param>
public sealed record PrintCursor(int Stage, string Name, string Id);
