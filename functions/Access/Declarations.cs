using System.Collections.Frozen;
using GridSteward.Functions.Areas;
using GridSteward.Functions.Assists;
using GridSteward.Functions.Audit;
using GridSteward.Functions.Cards;
using GridSteward.Functions.Coverage;
using GridSteward.Functions.Deadlines;
using GridSteward.Functions.Duplicates;
using GridSteward.Functions.Explain;
using GridSteward.Functions.Feedbacks;
using GridSteward.Functions.Health;
using GridSteward.Functions.Households;
using GridSteward.Functions.Households.Campaigns;
using GridSteward.Functions.Households.Referrals;
using GridSteward.Functions.Inboxes;
using GridSteward.Functions.Jobs;
using GridSteward.Functions.Jurisdictions;
using GridSteward.Functions.Locate;
using GridSteward.Functions.Maps;
using GridSteward.Functions.Notifications;
using GridSteward.Functions.OpenApi;
using GridSteward.Functions.Operations;
using GridSteward.Functions.Photos;
using GridSteward.Functions.Privacy;
using GridSteward.Functions.Reassignments;
using GridSteward.Functions.Regions;
using GridSteward.Functions.Reports;
using GridSteward.Functions.Responsibilities;
using GridSteward.Functions.SignIn;
using GridSteward.Functions.Staff;
using GridSteward.Functions.Visits;
using GridSteward.Functions.Web;

namespace GridSteward.Functions.Access;

/// <summary>
/// Every function's declaration: each folder has its own in a <c>...Declarations.cs</c>, a row for each function. A function without one fails the
/// tests, and answers nobody.
/// </summary>
public static class Declarations
{
    /// <summary>All of them, by folder, in the order in which they are shown.</summary>
    public static IReadOnlyList<FeatureDeclarations> Features { get; } =
    [
        SignInDeclarations.All,
        JurisdictionDeclarations.All,
        AreaDeclarations.All,
        MapDeclarations.All,
        StaffDeclarations.All,
        CardDeclarations.All,
        HouseholdDeclarations.All,
        ReferralDeclarations.All,
        CampaignDeclarations.All,
        VisitDeclarations.All,
        ReportDeclarations.All,
        DuplicateDeclarations.All,
        AssistDeclarations.All,
        InboxDeclarations.All,
        FeedbackDeclarations.All,
        DeadlineDeclarations.All,
        PhotoDeclarations.All,
        LocateDeclarations.All,
        ExplainDeclarations.All,
        ResponsibleDeclarations.All,
        CoverageDeclarations.All,
        RegionDeclarations.All,
        JobDeclarations.All,
        ReassignmentDeclarations.All,
        NotificationDeclarations.All,
        AuditDeclarations.All,
        PrivacyDeclarations.All,
        HealthDeclarations.All,
        OperationDeclarations.All,
        OpenApiDeclarations.All,
        WebDeclarations.All,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FunctionDeclaration> All { get; } = [.. Features.SelectMany(f => f.Functions)];

    private static readonly FrozenDictionary<string, FunctionDeclaration> ByName = All.ToFrozenDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The declaration of a function.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static FunctionDeclaration Of(string function)
        => ByName.TryGetValue(function, out FunctionDeclaration? declaration)
            ? declaration
            : throw new InvalidOperationException($"The function {function} has no declaration in {nameof(Declarations)}.");
}
