using GridSteward.Demo;
using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Health;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Limits;
using GridSteward.Domain.Maps;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Operations;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Transfers;
using GridSteward.Domain.Uploads;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Access;
using GridSteward.Functions.Coverage;
using GridSteward.Functions.Deadlines;
using GridSteward.Functions.Demo;
using GridSteward.Functions.Health;
using GridSteward.Functions.Http;
using GridSteward.Functions.Limits;
using GridSteward.Functions.Operations;
using GridSteward.Functions.Photos;
using GridSteward.Functions.SignIn;
using GridSteward.Functions.Staff;
using GridSteward.Functions.Web;
using GridSteward.Outgoing;
using GridSteward.Pictures;
using GridSteward.Stores;
using GridSteward.Stores.Calendars;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions;

/// <summary>What the program is made of, the same under both runtimes and in the tests.</summary>
public static class Composition
{
    /// <summary>Above the largest body any function takes, so that the wrapper's 413 speaks rather than the server's.</summary>
    private const long MaxRequestBytes = 32 * 1024 * 1024;

    public static IHostApplicationBuilder AddGridSteward(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations()
            .Validate(o => ClientAddress.Parse(o.TrustedProxies) is not null, "GridSteward:TrustedProxies must be addresses or networks (10.0.0.0/8) with commas between.")
            .ValidateOnStart();
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section)
            .Validate(o => o.IsEmbedded || !string.IsNullOrEmpty(o.Audience), "GridSteward:SignIn:Audience must be set where Authority is.")
            .ValidateOnStart();
        services.Configure<KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = MaxRequestBytes);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        services.TryAddSingleton(TimeProvider.System);
        services.AddGridStewardStores(builder.Configuration, Kinds.All);
        AddDomain(services);
        services.AddGridStewardOutgoing();

        services.AddSingleton<RateLimiter>().AddSingleton<ClientAddress>().AddSingleton<AnonymousLimits>();
        services.AddHostedService<RunsFlush>();
        services.AddSingleton<TimerPlans>().AddSingleton<IssuerProbe>().AddSingleton<SignInHealth>().AddSingleton<HealthDesk>();
        services.AddSingleton<Readiness>().AddSingleton<Guard>().AddSingleton<Api>().AddSingleton<CorsHeaders>().AddSingleton<CallerReader>().AddSingleton<WebFiles>();
        services.AddSingleton<SigningKey>().AddSingleton<TokenReader>().AddSingleton<PublicAddress>().AddSingleton<StaffDesk>().AddSingleton<PhotoDesk>();
        services.AddHostedService<Welcome>();

        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section);
        services.AddSingleton<DemoFill>().AddSingleton<DemoNights>().AddSingleton<DemoRemoval>().AddHostedService<DemoService>();
        return builder;
    }

    private static void AddDomain(IServiceCollection services)
    {
        services.AddSingleton(p => new AreaMemory(p.GetRequiredService<IOptions<ApiOptions>>().Value.AreaMemoryMegabytes * 1024L * 1024L));
        services.AddSingleton<AreaSnapshots>().AddSingleton<AreaStaging>().AddSingleton<AreaImport>().AddSingleton<EditAreas>();
        services.AddSingleton<HouseholdSites>().AddSingleton<RunAreaEdits>().AddSingleton<EditBorders>();
        services.AddSingleton<JurisdictionDirectory>().AddSingleton<KeepJurisdictions>();
        services.AddSingleton<HeldPosts>().AddSingleton<PeopleDirectory>().AddSingleton<Invitations>();
        services.AddSingleton<Reservations>().AddSingleton<Creator>().AddSingleton<Changer>().AddSingleton<References>();
        services.AddSingleton<PlaceFinder>().AddSingleton<Assigning>().AddSingleton<LocatePoints>().AddSingleton<LocateAreas>().AddSingleton<ExplainAssignment>().AddSingleton<FindResponsible>();
        services.AddSingleton<ReplayAssignments>().AddSingleton<OrderReplays>().AddSingleton<IJobWork, ReplayWork>();
        services.AddSingleton<FollowBuilding>().AddSingleton<KeepStaff>().AddSingleton<KeepHouseholds>().AddSingleton<KeepVisits>();
        services.AddSingleton<PlaceUnits>().AddSingleton<FindHouseholds>().AddSingleton<ReadUnitChanges>().AddSingleton<ChangeOnce>().AddSingleton<ReshapeUnits>();
        services.AddSingleton<KeepReferrals>().AddSingleton<ReceivedReferrals>().AddSingleton<KeepCampaigns>().AddSingleton<CheckUnits>().AddSingleton<IJobWork, FixCampaignWork>();
        services.AddSingleton<ReadVisits>().AddSingleton<DueUnits>().AddSingleton<PlanDay>().AddSingleton<MoveMarks>().AddSingleton<NightlyVisits>();
        services.AddSingleton<FindCompanions>().AddSingleton<KeepVisitRequests>().AddSingleton<ReadVisitRequests>().AddSingleton<IJobWork, CountVisits>();
        services.AddSingleton(p => CalendarFolders.Read(
            [Path.Combine(AppContext.BaseDirectory, CalendarFolders.Shipped), .. p.GetRequiredService<IOptions<ApiOptions>>().Value.CalendarFolder is { Length: > 0 } own ? [own] : Array.Empty<string>()]));
        services.AddHostedService<CalendarCheck>();
        services.AddSingleton<FindFiveLevels>().AddSingleton<GradeReport>().AddSingleton<EscalateReport>().AddSingleton<EscalateReports>();
        services.AddSingleton<DeadlineClock>().AddSingleton<Intake>().AddSingleton<SubmitReport>();
        services.AddSingleton<MergeReports>().AddSingleton<FindSimilar>().AddSingleton<JoinReport>().AddSingleton<OnArrival>().AddSingleton<ReadFollowing>();
        services.AddSingleton<StepReport>().AddSingleton<HandOver>().AddSingleton<MoveReport>().AddSingleton<ReporterLinks>().AddSingleton<ReadReports>();
        services.AddSingleton<ModerateReport>().AddSingleton<ReadOriginals>();
        services.AddSingleton<KeepAssists>().AddSingleton<ReadInbox>().AddSingleton<UnassignedQueue>().AddSingleton<GiveFeedback>().AddSingleton<ReadSatisfaction>();
        services.AddSingleton<KeepChannels>().AddSingleton<KeepDeliveries>().AddSingleton<RouteMessages>().AddSingleton<SendDeliveries>().AddSingleton<DeliverMessages>();
        services.AddSingleton(p => new ReportLinks(report => p.GetRequiredService<PublicAddress>().Find() is { } address ? $"{address}/case/{report.Jurisdiction}/{report.Id}" : null));
        services.AddSingleton(p => p.GetRequiredService<IOptions<ApiOptions>>().Value.PhotoLimits);
        services.AddSingleton<IThumbnails, SkiaThumbnails>().AddSingleton<PhotoFiles>().AddSingleton<SendPhotos>().AddSingleton<SealPhotos>().AddSingleton<KeepPhotos>().AddSingleton<SweepPhotos>();
        services.AddSingleton<CoverageBooks>().AddSingleton<CoverageRun>().AddSingleton<ReadCoverage>().AddSingleton<CoverageFiles>().AddSingleton<OutputContexts>().AddSingleton<CoverageDesk>().AddSingleton<ReadMopUp>().AddSingleton<NightlyCoverage>();
        services.AddSingleton<TrendBook>();
        services.AddSingleton<ConfirmChannels>();
        services.AddSingleton<ReadRegions>();
        services.AddSingleton<IQrCodes, QrCodes>().AddSingleton<KeepCards>().AddSingleton<CountCards>().AddSingleton<OrderPrints>().AddSingleton<IJobWork, PrintCards>();
        services.AddSingleton<KeepRuns>().AddSingleton<ReadNights>();
        services.AddSingleton<StoreHealth>().AddSingleton<TimerHealth>().AddSingleton<JobHealth>().AddSingleton<CalendarHealth>().AddSingleton<AreaHealth>().AddSingleton<JurisdictionHealth>();
        services.AddSingleton<ReadAudit>().AddSingleton<AuditReads>();
        services.AddSingleton(p => new SignInIssuer(p.GetRequiredService<TokenReader>().IssuerAsync));
        services.AddSingleton<PersonalErasure>().AddSingleton<StewardErasure>().AddSingleton<SubjectErasure>().AddSingleton<ErasureList>().AddSingleton<RepeatErasures>().AddSingleton<KeptFiles>().AddSingleton<PersonSearch>().AddSingleton<PersonRequests>();
        services.AddSingleton<IJobWork, RetentionWork>().AddSingleton<IJobWork, ExportPersonWork>().AddSingleton<IJobWork, ErasePersonWork>().AddSingleton<NightlyRetention>();
        services.AddSingleton<MapAreas>();
        services.AddSingleton<KeepSettled>().AddSingleton<WatchAreas>().AddSingleton<PlaceAnew>().AddSingleton<ReassignReport>().AddSingleton<ReassignmentPreview>().AddSingleton<OrderReassignments>().AddSingleton<IJobWork, ReassignWork>();
        services.AddSingleton<TryAreaImport>();
        services.AddSingleton<OrderImports>().AddSingleton<ImportTools>().AddSingleton<IJobWork, ImportWork>();
        services.AddSingleton<OrderExports>().AddSingleton<IJobWork, ExportTable>();
        services.AddSingleton<KeepTransfers>().AddSingleton<JurisdictionSweep>().AddSingleton<ArrivingJurisdictions>().AddSingleton<IJobWork, ExportJurisdiction>().AddSingleton<IJobWork, ImportJurisdiction>();
        services.AddSingleton(p => new JobPace(TimeSpan.FromSeconds(p.GetRequiredService<IOptions<ApiOptions>>().Value.JobLeaseSeconds)));
        services.AddSingleton<Agenda>().AddSingleton<KeepUploads>().AddSingleton<KeepJobs>().AddSingleton<JobFiles>().AddSingleton<JobCheckpoints>().AddSingleton<JobRunner>();
    }
}
