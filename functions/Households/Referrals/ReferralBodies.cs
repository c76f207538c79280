using GridSteward.Domain;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Households.Referrals;

/// <summary>An offer of help; its words only where the referral is read in full by those who keep the household.</summary>
public sealed record OfferResponse(string Id, DateTimeOffset At, string By, [property: Personal(PersonalField.RegisterWords)] string? Words);

/// <summary>A referral, as those see it who keep the household.</summary>
public sealed record ReferralResponse(
    string Jurisdiction, string Id, string Household, string To, IReadOnlyList<SharedField> Fields, DateOnly Until, DateTimeOffset At, string By, DateTimeOffset? WithdrawnAt, bool HasNote,
    [property: Personal(PersonalField.RegisterWords)] string? Note, IReadOnlyList<OfferResponse> Offers)
{
    public static ReferralResponse Of(Referral r, IReadOnlyDictionary<string, string>? words, Caller caller)
    {
        Sight sight = caller.SightOf(new Target(r.Jurisdiction, r.Areas));
        string? Words(string of) => sight.Of(PersonalField.RegisterWords, words?.GetValueOrDefault(of));
        return new(
            r.Jurisdiction, r.Id, r.Household, r.To.ToString(), r.Fields, r.Until, r.At, r.By, r.WithdrawnAt, r.HasNote, Words(r.Id),
            [.. r.Offers.Select(o => new OfferResponse(o.Id, o.At, o.By, Words(o.Id)))]);
    }
}

/// <summary>What a referral shares: only the fields that it names, all else is null.</summary>
public sealed record SharedResponse(
    [property: Personal(PersonalField.ReferralShared)] string? Name,
    [property: Personal(PersonalField.ReferralShared)] string? Phone,
    [property: Personal(PersonalField.ReferralShared)] IReadOnlyList<string>? Needs,
    [property: Personal(PersonalField.ReferralShared)] int? Residents,
    [property: Personal(PersonalField.ReferralShared)] string? Building,
    [property: Personal(PersonalField.ReferralShared)] int? Floor,
    [property: Personal(PersonalField.ReferralShared)] string? Unit,
    [property: Personal(PersonalField.ReferralShared)] string? OriginVillage,
    [property: Personal(PersonalField.ReferralShared)] string? Note)
{
    public static SharedResponse Of(SharedHousehold s, Sight sight) => new(
        sight.Of(PersonalField.ReferralShared, s.Name), sight.Of(PersonalField.ReferralShared, s.Phone), sight.Of(PersonalField.ReferralShared, s.Needs),
        sight.Of(PersonalField.ReferralShared, s.Residents), sight.Of(PersonalField.ReferralShared, s.Building), sight.Of(PersonalField.ReferralShared, s.Floor),
        sight.Of(PersonalField.ReferralShared, s.Unit), sight.Of(PersonalField.ReferralShared, s.OriginVillage), sight.Of(PersonalField.ReferralShared, s.Note));
}

/// <summary>A referral as those see it whom it is for; what it shares only where one is read.</summary>
public sealed record ReceivedReferralResponse(
    string Id, string From, string To, IReadOnlyList<SharedField> Fields, DateOnly Until, DateTimeOffset At, int Offers, SharedResponse? Shared)
{
    public static ReceivedReferralResponse Of(ReceivedReferral received, Caller caller)
    {
        Referral r = received.Referral;
        return new(r.Id, r.Jurisdiction, r.To.ToString(), r.Fields, r.Until, r.At, r.Offers.Count, received.Shared is { } shared ? SharedResponse.Of(shared, caller.SightOf(r.Reader)) : null);
    }
}

/// <summary>Reads referrals and offers from bodies.</summary>
public static class ReferralInput
{
    public static WantedReferral ReadReferral(this JsonInput input)
    {
        string sent = input.RequiredText("to", 300);
        if (!Node.TryParse(sent, out Node to) || to.Kind is not (NodeKind.Partner or NodeKind.Area or NodeKind.Jurisdiction))
        {
            to = Node.OfJurisdiction("none");
            if (sent.Length > 0)
            {
                input.Refuse("to", "partner:{jurisdiction}/{id}, area:{jurisdiction}/{code} or jurisdiction:{code}.");
            }
        }

        List<SharedField> fields = [];
        foreach (string text in input.Texts("fields", 10, 40, required: true))
        {
            if (!Wire.TryParse(text, out SharedField field))
            {
                input.Refuse("fields", $"'{text}' is not one of {string.Join(", ", Wire.Names<SharedField>())}.");
            }
            else if (!fields.Contains(field))
            {
                fields.Add(field);
            }
        }

        DateOnly? until = input.Day("until", required: true);
        string? note = input.Text("note", RegisterWords.MostCharacters);
        input.Finish();
        return new WantedReferral(to, fields, until!.Value, note);
    }

    public static string ReadOffer(this JsonInput input)
    {
        string words = input.RequiredText("words", RegisterWords.MostCharacters);
        input.Finish();
        return words;
    }
}
