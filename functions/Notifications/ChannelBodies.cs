using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Notifications;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Notifications;

/// <summary>Quiet hours, by the clocks of the jurisdiction's zone.</summary>
public sealed record QuietHoursResponse(string From, string To, bool UrgentPasses)
{
    public static QuietHoursResponse? Of(QuietHours? q) => q is null ? null : new(ChannelBodies.Write(q.From), ChannelBodies.Write(q.To), q.UrgentPasses);
}

/// <summary>A channel: its addresses masked, and only whether there is a secret.</summary>
public sealed record ChannelResponse(
    string Jurisdiction, string Id, string Code, string Name, ChannelKind Kind, IReadOnlyList<string> Recipients, IReadOnlyList<string> Events, QuietHoursResponse? QuietHours,
    int DigestMinutes, ChannelLanguage Language, bool Active, DateTimeOffset? StoppedAt, IReadOnlyList<string> MaskedAddresses, bool HasSecret)
{
    public static ChannelResponse Of(NotificationChannel c) => new(
        c.Jurisdiction, c.Id, c.Code, c.Name, c.Kind, c.Recipients, c.Events, QuietHoursResponse.Of(c.Quiet), c.DigestMinutes, c.Language, c.Active, c.StoppedAt, c.MaskedAddresses, c.HasSecret);
}

/// <summary>A delivery: what became of one message on one channel. <c>channel</c> is <c>reporter</c> for what goes to whoever reported it.</summary>
public sealed record DeliveryResponse(
    string Id, string Message, string Report, string To, string Channel, DeliveryState State, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, int Attempts, string? Error,
    DateTimeOffset? EndedAt)
{
    public static DeliveryResponse Of(Delivery d) => new(d.Id, d.Message, d.Report, d.To, d.Channel, d.State, d.CreatedAt, d.DueAt, d.Attempts, d.Error, d.EndedAt);
}

/// <summary>Reads channels.</summary>
public static class ChannelBodies
{
    private const string TimeFormat = "HH:mm";

    private const int MostRecipients = 50;

    private const int MostAddresses = 10;

    public static WantedChannel ReadChannel(this JsonInput input)
    {
        var wanted = new WantedChannel(
            input.RequiredText("code", 64),
            input.RequiredText("name", 200),
            input.Choice<ChannelKind>("kind", required: true) ?? default,
            input.Texts("recipients", MostRecipients, 100, required: true),
            input.Texts("events", NoticeRules.EventNames.Count, 40),
            input.ReadQuietHours(),
            input.WholeNumber("digestMinutes", 0, ChannelRules.MaxDigestMinutes) ?? 0,
            input.Choice<ChannelLanguage>("language") ?? ChannelLanguage.Zh,
            input.Flag("active") ?? true,
            input.Text("url", 1000),
            input.Text("secret", 200),
            input.Texts("addresses", MostAddresses, 254));
        input.Finish();
        return wanted;
    }

    public static string Write(TimeOnly time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static QuietHours? ReadQuietHours(this JsonInput input)
    {
        if (input.Nested("quietHours") is not { } quiet)
        {
            return null;
        }

        TimeOnly? from = quiet.ReadTime("from"), to = quiet.ReadTime("to");
        bool urgentPasses = quiet.Flag("urgentPasses") ?? true;
        return from is null || to is null ? null : new QuietHours(from.Value, to.Value, urgentPasses);
    }

    private static TimeOnly? ReadTime(this JsonInput input, string name)
    {
        if (input.Text(name, 5, required: true) is not { } text)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            return time;
        }

        input.Faults.Add(new Fault(input.PathOf(name), "A time of the day as HH:mm."));
        return null;
    }
}
