using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Health;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Limits;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Operations;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Transfers;
using GridSteward.Domain.Uploads;
using GridSteward.Domain.Visits;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain;

/// <summary>
/// How documents are written: camel case, times by <see cref="StoredTimeConverter"/>, geometries as GeoJSON, no nulls, and Chinese as it is
/// (escaped it would take twice the room, which batches and bills count).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StoredTimeConverter), typeof(GeometryJsonConverter)])]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(FirstAdministrator))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(JurisdictionEntry))]
[JsonSerializable(typeof(JurisdictionListVersion))]
[JsonSerializable(typeof(ContactCardEntry))]
[JsonSerializable(typeof(AgendaEntry))]
[JsonSerializable(typeof(RateWindow))]
[JsonSerializable(typeof(RateKey))]
[JsonSerializable(typeof(TimerDay))]
[JsonSerializable(typeof(HealthProbe))]
[JsonSerializable(typeof(DirectoryAuditEntry))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(Deletion))]
[JsonSerializable(typeof(UniqueCode))]
[JsonSerializable(typeof(Jurisdiction))]
[JsonSerializable(typeof(Area))]
[JsonSerializable(typeof(Generation))]
[JsonSerializable(typeof(GenerationFile))]
[JsonSerializable(typeof(SettledAreas))]
[JsonSerializable(typeof(ReassignRequest))]
[JsonSerializable(typeof(ReassignPlan))]
[JsonSerializable(typeof(ReassignCursor))]
[JsonSerializable(typeof(PlaceChange))]
[JsonSerializable(typeof(ReassignmentSummary))]
[JsonSerializable(typeof(PreviewedReassignment))]
[JsonSerializable(typeof(AreaProblemCounts))]
[JsonSerializable(typeof(AreaImportResult))]
[JsonSerializable(typeof(AreaEdit))]
[JsonSerializable(typeof(Building))]
[JsonSerializable(typeof(Steward))]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(Partner))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(PastVersion))]
[JsonSerializable(typeof(ContactCard))]
[JsonSerializable(typeof(CardHandOut))]
[JsonSerializable(typeof(PrintRequest))]
[JsonSerializable(typeof(PrintCursor))]
[JsonSerializable(typeof(ChannelConfirmation))]
[JsonSerializable(typeof(Household))]
[JsonSerializable(typeof(HouseholdPersonalPart))]
[JsonSerializable(typeof(UnitChange))]
[JsonSerializable(typeof(RegisterWords))]
[JsonSerializable(typeof(Referral))]
[JsonSerializable(typeof(ReferralEntry))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(CampaignUnit))]
[JsonSerializable(typeof(Visit))]
[JsonSerializable(typeof(VisitPersonalPart))]
[JsonSerializable(typeof(VisitRequest))]
[JsonSerializable(typeof(VisitRequestPersonalPart))]
[JsonSerializable(typeof(VisitsCounted))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportEvent))]
[JsonSerializable(typeof(ReportPersonalPart))]
[JsonSerializable(typeof(ReportOriginal))]
[JsonSerializable(typeof(Resolution))]
[JsonSerializable(typeof(OutboxMessage))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(ChannelState))]
[JsonSerializable(typeof(NotificationChannel))]
[JsonSerializable(typeof(ChannelSecret))]
[JsonSerializable(typeof(PhotoDraft))]
[JsonSerializable(typeof(CoverageEntry))]
[JsonSerializable(typeof(CoverageReport))]
[JsonSerializable(typeof(CoverageTrend))]
[JsonSerializable(typeof(RegionHead))]
[JsonSerializable(typeof(RegionMember))]
[JsonSerializable(typeof(RegionTrend))]
[JsonSerializable(typeof(RegionCommunities))]
[JsonSerializable(typeof(RegionMembership))]
[JsonSerializable(typeof(Dictionary<string, MopUpSpan>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(SpatialCoverage))]
[JsonSerializable(typeof(CoverageBook))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobCheckpoint))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(StagedRow))]
[JsonSerializable(typeof(PersonTerms))]
[JsonSerializable(typeof(PersonFindings))]
[JsonSerializable(typeof(PersonLine))]
[JsonSerializable(typeof(ErasureResult))]
[JsonSerializable(typeof(ErasureLine))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ReplayedReport))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(TransferHead))]
[JsonSerializable(typeof(TransferBlob))]
[JsonSerializable(typeof(TransferEnd))]
[JsonSerializable(typeof(Geometry))]
public sealed partial class DomainJson : JsonSerializerContext
{
    static DomainJson() => Default = new DomainJson(new JsonSerializerOptions(s_defaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
