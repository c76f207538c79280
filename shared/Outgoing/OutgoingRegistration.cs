using GridSteward.Outgoing.Http;
using GridSteward.Outgoing.Mail;
using GridSteward.Domain.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GridSteward.Outgoing;

/// <summary>Registers the senders and their settings.</summary>
public static class OutgoingRegistration
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddGridStewardOutgoing(this IServiceCollection services)
    {
        services.AddOptions<OutgoingOptions>().BindConfiguration(OutgoingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => new OutgoingPolicy(p.GetRequiredService<IOptions<OutgoingOptions>>().Value.AllowPrivate, p.GetRequiredService<IOptions<MailOptions>>().Value.IsSet));
        return services.AddSingleton<WebhookSender>().AddSingleton<MailSender>().AddSingleton<IDeliverySender, DeliverySender>();
    }
}
