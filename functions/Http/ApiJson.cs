using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Coverage;
using GridSteward.Functions.Areas;
using GridSteward.Functions.Assists;
using GridSteward.Functions.Audit;
using GridSteward.Functions.Cards;
using GridSteward.Functions.Coverage;
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
using GridSteward.Functions.Notifications;
using GridSteward.Functions.Operations;
using GridSteward.Functions.Photos;
using GridSteward.Functions.Regions;
using GridSteward.Functions.Reports;
using GridSteward.Functions.Responsibilities;
using GridSteward.Functions.SignIn;
using GridSteward.Functions.Staff;
using GridSteward.Functions.Visits;

namespace GridSteward.Functions.Http;

/// <summary>How answers are written: camel case, nulls shown, Chinese unescaped (answers say charset and nosniff).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(HealthReportResponse))]
[JsonSerializable(typeof(NightResponse))]
[JsonSerializable(typeof(JurisdictionNightResponse))]
[JsonSerializable(typeof(SignInResponse))]
[JsonSerializable(typeof(InvitationResponse))]
[JsonSerializable(typeof(PersonResponse))]
[JsonSerializable(typeof(JurisdictionResponse))]
[JsonSerializable(typeof(PageResponse<JurisdictionSummary>))]
[JsonSerializable(typeof(AreaImportResponse))]
[JsonSerializable(typeof(PageResponse<AreaSummary>))]
[JsonSerializable(typeof(PageResponse<BuildingResponse>))]
[JsonSerializable(typeof(PageResponse<StewardResponse>))]
[JsonSerializable(typeof(PageResponse<ConfirmationResponse>))]
[JsonSerializable(typeof(PageResponse<HandOutResponse>))]
[JsonSerializable(typeof(PageResponse<CardCount>))]
[JsonSerializable(typeof(PageResponse<TeamResponse>))]
[JsonSerializable(typeof(PageResponse<PartnerResponse>))]
[JsonSerializable(typeof(PageResponse<PostResponse>))]
[JsonSerializable(typeof(PageResponse<ContactCardResponse>))]
[JsonSerializable(typeof(PageResponse<HouseholdResponse>))]
[JsonSerializable(typeof(PageResponse<UnitChangeResponse>))]
[JsonSerializable(typeof(ReshapedResponse))]
[JsonSerializable(typeof(NeedCodesResponse))]
[JsonSerializable(typeof(PageResponse<ReferralResponse>))]
[JsonSerializable(typeof(PageResponse<ReceivedReferralResponse>))]
[JsonSerializable(typeof(PageResponse<CampaignResponse>))]
[JsonSerializable(typeof(CampaignStandResponse))]
[JsonSerializable(typeof(PageResponse<CampaignUnitResponse>))]
[JsonSerializable(typeof(UnitCheckResponse))]
[JsonSerializable(typeof(PageResponse<VisitResponse>))]
[JsonSerializable(typeof(PageResponse<VisitCountsResponse>))]
[JsonSerializable(typeof(VisitBatchResponse))]
[JsonSerializable(typeof(PageResponse<DueUnitResponse>))]
[JsonSerializable(typeof(DayListResponse))]
[JsonSerializable(typeof(PageResponse<VisitRequestResponse>))]
[JsonSerializable(typeof(PageResponse<CompanionResponse>))]
[JsonSerializable(typeof(PageResponse<ChannelResponse>))]
[JsonSerializable(typeof(PageResponse<DeliveryResponse>))]
[JsonSerializable(typeof(SubmittedResponse))]
[JsonSerializable(typeof(SimilarReportsResponse))]
[JsonSerializable(typeof(JoiningResponse))]
[JsonSerializable(typeof(ReportBatchResponse))]
[JsonSerializable(typeof(ReportOriginalsResponse))]
[JsonSerializable(typeof(ReportResponse))]
[JsonSerializable(typeof(PageResponse<ReportSummary>))]
[JsonSerializable(typeof(ReportEventsResponse))]
[JsonSerializable(typeof(TrackingResponse))]
[JsonSerializable(typeof(AssistsResponse))]
[JsonSerializable(typeof(PageResponse<InboxItemResponse>))]
[JsonSerializable(typeof(SatisfactionResponse))]
[JsonSerializable(typeof(PhotoStatusResponse))]
[JsonSerializable(typeof(ResponsibleResponse))]
[JsonSerializable(typeof(LocateResult))]
[JsonSerializable(typeof(LocateResponse))]
[JsonSerializable(typeof(LocateLine))]
[JsonSerializable(typeof(ExplainResponse))]
[JsonSerializable(typeof(PageResponse<CoverageSummary>))]
[JsonSerializable(typeof(PageResponse<LeagueRow>))]
[JsonSerializable(typeof(CoverageSeriesResponse))]
[JsonSerializable(typeof(RegionCoverageResponse))]
[JsonSerializable(typeof(RegionSeriesResponse))]
[JsonSerializable(typeof(UploadResponse))]
[JsonSerializable(typeof(PageResponse<JobResponse>))]
[JsonSerializable(typeof(PageResponse<AuditEntryResponse>))]
public sealed partial class ApiJson : JsonSerializerContext
{
    static ApiJson() => Default = new ApiJson(new JsonSerializerOptions(s_defaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
