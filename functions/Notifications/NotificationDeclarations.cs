using GridSteward.Domain.Notifications;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Notifications;

/// <summary>What the functions of notifications promise.</summary>
public static class NotificationDeclarations
{
    private static readonly Access.Access Manages = OnJurisdiction(Capability.ManageStaff);

    private static readonly BodyDeclaration Channel = Json(
        input => input.ReadChannel(),
        """
        {
          "code": "duty-wecom", "name": "值班群", "kind": "weCom", "url": "https://example.org/cgi-bin/webhook/send?key=0000", "recipients": ["dutyDesk", "area:G01"],
          "events": ["received", "escalated"], "quietHours": { "from": "22:00", "to": "07:00", "urgentPasses": true }, "digestMinutes": 0, "language": "zh", "active": true
        }
        """);

    public static FeatureDeclarations All { get; } = new("Notifications", "Channels over which people are told what happens to reports, and what became of each message.",
    [
        Create("CreateChannel", Manages, "Adds a channel: a signed webhook, a group robot of 企业微信, 钉钉 or 飞书, or e-mail", Channel, Written(j => j.ChannelResponse)) with
        {
            Details = "Url (not of e-mail), secret and addresses (of e-mail) are never shown again. A webhook needs a secret of the form whsec_{base64 of 24 to 64 bytes}, or two with a space between while it is changed; "
                + "企业微信 and e-mail have none. Recipients: all, dutyDesk, post:{id}, team:{id}, partner:{id}, area:{code}. Events: names of moves and kinds of events, empty for all.",
        },
        List("ListChannels", Manages, "The channels, without their addresses and secrets", Written(j => j.PageResponseChannelResponse)),
        One("GetChannel", Manages, "One channel", Written(j => j.ChannelResponse)),
        Change("UpdateChannel", Manages, "Replaces a channel; url, secret and addresses stay where they are left out and the kind is the same", Channel, Written(j => j.ChannelResponse)) with
        {
            AlsoRefuses = [409],
        },
        Remove("DeleteChannel", Manages, "Deletes a channel with its secret; what is still to go out on it is skipped"),
        List("ListDeliveries", Manages, "What became of messages on channels, newest first", Written(j => j.PageResponseDeliveryResponse),
            Choice<DeliveryState>("state", "Only those in this state; dead ones can be sent again."),
            Text("channel", "Only those on the channel with this id; reporter for those to whoever reported.", "reporter")),
        new("ResendDelivery", Manages, "Sends a dead delivery again, under the same id")
        {
            Answers = [new(200, Written(j => j.DeliveryResponse))],
            AlsoRefuses = [409],
        },
        new("DeliverMessages", new Access.Access.Timer(), "Hands over pending messages and sends what is due"),
    ]);
}
