using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.MainJob;
using GridSteward.Functions.Tests.Town;
using static GridSteward.Functions.Tests.Access.Right;

namespace GridSteward.Functions.Tests.Access;

/// <summary>The expectation for every HTTP function.</summary>
internal static class RightsTable
{
    /// <summary>ReadStaff: not volunteers, not partners.</summary>
    private const string Staff = "SMADX";

    /// <summary>A version that nothing has: whoever may is told so, and nothing is changed.</summary>
    private static readonly (string, string) Old = ("If-Match", "\"old\"");

    private static readonly object[] OldAreas = [new { code = "G08", version = 99 }, new { code = "G09", version = 99 }];

    private static readonly object Line = new { type = "LineString", coordinates = new double[][] { [113.5, 34.825], [113.6, 34.825] } };

    public static IReadOnlyList<Right> Rows { get; } =
    [
        Public("Health", 200, (who, _, _) => who.GetAsync("/health")),
        OfJurisdiction("GetNight", 200, "", (who, _, _) => who.GetAsync("/api/operations/nights/latest")),
        OfJurisdiction("GetJurisdictionNight", 200, "MAX", (who, town, _) => who.GetAsync(town.At("/nights/2026-05-04"))),
        Public("HealthLive", 200, (who, _, _) => who.GetAsync("/health/live")),
        Public("HealthReady", 200, (who, _, _) => who.GetAsync("/health/ready")),
        Public("GetCoverageSchema", 200, (who, _, _) => who.GetAsync("/api/schemas/coverage-report.json")),
        Public("OpenApi", 200, (who, _, _) => who.GetAsync("/openapi.json")),
        Public("ZzWeb", 204, (who, _, _) => who.SendAsync("OPTIONS", "/map")),
        Public("SignIn", 400, (who, _, _) => who.PostAsync("/api/sign-ins", new { })),
        SignedIn("GetMe", 200, (who, _, _) => who.GetAsync("/api/me")),
        OfArea("CreateInvitation", "to the area", 201, "MX", (who, town, _) => InviteAsync(who, town.Area("G01"), "steward")),
        new("CreateInvitation", "to the jurisdiction", 201, false, "MX", "", "", "", (who, town, _) => InviteAsync(who, $"jurisdiction:{town.Code}", "steward")),
        OfArea("CreateInvitation", "of an administrator", 201, "X", (who, town, _) => InviteAsync(who, town.Area("G01"), "administrator")),
        new("CreateInvitation", "to the deployment", 201, false, "", "", "", "", (who, _, _) => InviteAsync(who, "deployment", "volunteer")),

        Public("ListJurisdictions", 200, (who, _, _) => who.GetAsync("/api/jurisdictions")),
        Public("GetJurisdiction", 200, (who, town, _) => who.GetAsync(town.At(""))),
        OfJurisdiction("CreateJurisdiction", 201, "", (who, _, _) => who.PostAsync("/api/jurisdictions", TownPlan.Settings("walk", "x"))),
        OfJurisdiction("UpdateJurisdiction", 200, "X", (who, town, world) => who.SendAsync("PUT", town.At(""), world.Settings.Body, ("If-Match", "*"))),

        OfJurisdiction("ImportAreas", 201, "X", (who, town, _) => who.PostAsync(town.At("/area-imports"), town.Map.Town())),
        OfJurisdiction("AreaReport", 200, "X", (who, town, _) => who.GetAsync(town.At("/area-report"))),
        Public("ListAreas", 200, (who, town, _) => who.GetAsync(town.At("/areas"))),
        Public("GetArea", 200, (who, town, _) => who.GetAsync(town.At("/areas/G01"))),
        OfJurisdiction("UpdateArea", 412, "X", (who, town, _) => who.SendAsync("PUT", town.At("/areas/G01"), TownMap.Feature("G01", "x", "grid", "C1", town.Map.Square(0, 0, 3, 1)), Old)),
        OfJurisdiction("DeleteArea", 412, "X", (who, town, _) => who.SendAsync("DELETE", town.At("/areas/G01"), null, Old)),
        OfJurisdiction("SplitArea", 412, "X", (who, town, _) => who.PostAsync(town.At("/areas/G09/split"), new { line = Line, parts = new[] { new { code = "G09" }, new { code = "G10" } } }, Old)),
        OfJurisdiction("MergeAreas", 412, "X", (who, town, _) => who.PostAsync(town.At("/area-merges"), new { areas = OldAreas, code = "G08" })),
        OfJurisdiction("MoveAreaBorder", 412, "X", (who, town, _) => who.PostAsync(town.At("/area-borders"), new { areas = OldAreas, border = Line })),
        OfJurisdiction("SnapArea", 200, "X", (who, town, _) => who.PostAsync(town.At("/areas/G09/snap"), new { toleranceMetres = 1 })),
        OfJurisdiction("MakeMicroGrids", 412, "X", (who, town, _) => who.PostAsync(town.At("/areas/G09/micro-grids"), new { parts = 2, level = "grid" }, Old)),
        Public("MapAreas", 200, (who, town, _) => who.GetAsync($"/api/map/areas?jurisdiction={town.Code}&measure=openReports,overdueReports,households")),

        OfJurisdiction("CreateBuilding", 201, "MX", (who, town, _) => who.PostAsync(town.At("/buildings"), new JsonObject { ["code"] = RightsWorld.NewCode(), ["point"] = town.Point("G01") })),
        Within("ListBuildings", 200, Staff, (who, town, _) => who.GetAsync(town.At("/buildings"))),
        Within("GetBuilding", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/buildings/{town.Id("B1")}"))),
        OfJurisdiction("UpdateBuilding", 412, "MX", (who, town, _) => who.SendAsync("PUT", town.At($"/buildings/{town.Id("B1")}"), new JsonObject { ["code"] = "B1", ["point"] = town.Point("G01") }, Old)),
        OfJurisdiction("DeleteBuilding", 412, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/buildings/{town.Id("B1")}"), null, Old)),
        OfJurisdiction("CreateSteward", 201, "MX", (who, town, _) => who.PostAsync(town.At("/stewards"), new { name = "Walker" })),
        Within("ListStewards", 200, Staff, (who, town, _) => who.GetAsync(town.At("/stewards"))),
        Within("GetSteward", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/stewards/{town.Id("S1")}"))),
        OfJurisdiction("UpdateSteward", 412, "MX", (who, town, _) => who.SendAsync("PUT", town.At($"/stewards/{town.Id("S1")}"), new { name = "Walker" }, Old)),
        OfJurisdiction("DeleteSteward", 412, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/stewards/{town.Id("S1")}"), null, Old)),
        OfJurisdiction("ConfirmChannel", 201, "MX", (who, town, _) => who.PostAsync(town.At($"/stewards/{town.Id("S1")}/confirmations"), new { channel = "phone" })),
        Within("ListConfirmations", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/stewards/{town.Id("S1")}/confirmations"))),
        Within("ListUnconfirmedStewards", 200, Staff, (who, town, _) => who.GetAsync(town.At("/unconfirmed-stewards?days=30"))),
        OfJurisdiction("CreateTeam", 201, "MX", (who, town, _) => who.PostAsync(town.At("/teams"), new { code = RightsWorld.NewCode(), name = "x" })),
        Within("ListTeams", 200, Staff, (who, town, _) => who.GetAsync(town.At("/teams"))),
        Within("GetTeam", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/teams/{town.Id("T-C2")}"))),
        OfJurisdiction("UpdateTeam", 412, "MX", (who, town, _) => who.SendAsync("PUT", town.At($"/teams/{town.Id("T-C2")}"), new { code = "T-C2", name = "x" }, Old)),
        OfJurisdiction("DeleteTeam", 412, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/teams/{town.Id("T-C2")}"), null, Old)),
        OfJurisdiction("CreatePartner", 201, "MX", (who, town, _) => who.PostAsync(town.At("/partners"), new { code = RightsWorld.NewCode(), name = "x" })),
        Within("ListPartners", 200, Staff, (who, town, _) => who.GetAsync(town.At("/partners"))),
        Within("GetPartner", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/partners/{town.Id("PA-C1")}"))),
        OfJurisdiction("UpdatePartner", 412, "MX", (who, town, _) => who.SendAsync("PUT", town.At($"/partners/{town.Id("PA-C1")}"), new { code = "PA-C1", name = "x" }, Old)),
        OfJurisdiction("DeletePartner", 412, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/partners/{town.Id("PA-C1")}"), null, Old)),
        OfJurisdiction("CreatePost", 201, "MX", (who, town, _) => who.PostAsync(town.At("/posts"), TownPlan.Post(RightsWorld.NewCode(), "x", "G09", "assist", null))),
        Within("ListPosts", 200, Staff, (who, town, _) => who.GetAsync(town.At("/posts"))),
        Within("GetPost", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/posts/{town.Id("P-G01")}"))),
        OfJurisdiction("UpdatePost", 412, "MX", (who, town, _) => who.SendAsync("PUT", town.At($"/posts/{town.Id("P-G01")}"), TownPlan.Post("P-G01", "x", "G01", "handle", null), Old)),
        OfJurisdiction("DeletePost", 412, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/posts/{town.Id("P-G01")}"), null, Old)),
        OfJurisdiction("CreateContactCard", 201, "MX", (who, town, _) => who.PostAsync(town.At("/contact-cards"), new { area = "G01" })),
        OfJurisdiction("ListContactCards", 200, Staff, (who, town, _) => who.GetAsync(town.At("/contact-cards"))),
        OfJurisdiction("GetContactCard", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/contact-cards/{town.Id("card:area")}"))),
        OfJurisdiction("DeleteContactCard", 412, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/contact-cards/{town.Id("card:area")}"), null, Old)),

        OfJurisdiction("PrintContactCards", 202, "MX", (who, town, _) => who.PostAsync(town.At("/card-prints"), new { @for = "areas", area = "G01" })),
        OfJurisdiction("GetContactCardSheet", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/contact-cards/{town.Id("card:area")}/sheet"))),
        OfArea("MoveContactCard", "", 412, "SMX", (who, town, _) => who.PostAsync(town.At($"/contact-cards/{town.Id("card:household")}/hand-outs"), new { move = "handOut" }, Old)),
        OfJurisdiction("ListHandOuts", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/contact-cards/{town.Id("card:area")}/hand-outs"))),
        OfJurisdiction("CountContactCards", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/contact-card-counts"))),
        OfJurisdiction("GetRegionCoverage", 404, "", (who, _, _) => who.GetAsync("/api/regions/none/coverage")),
        OfJurisdiction("RegionLeague", 404, "", (who, _, _) => who.GetAsync("/api/regions/none/coverage-league")),
        OfJurisdiction("RegionSeries", 404, "", (who, _, _) => who.GetAsync("/api/regions/none/coverage-series")),

        OfArea("CreateHousehold", "", 201, "SMX", (who, town, _) => who.PostAsync(town.At("/households"), new JsonObject { ["code"] = RightsWorld.NewCode(), ["point"] = town.Point("G01") })),
        Within("ListHouseholds", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/households"))),
        OfArea("GetHousehold", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/households/{town.Id("G01-H1")}"))),
        OfArea("UpdateHousehold", "", 412, "SMX", (who, town, _) => who.SendAsync("PUT", town.At($"/households/{town.Id("G01-H1")}"), new JsonObject { ["code"] = "G01-H1", ["point"] = town.Point("G01") }, Old)),
        OfArea("DeleteHousehold", "", 412, "SMX", (who, town, _) => who.SendAsync("DELETE", town.At($"/households/{town.Id("G01-H1")}"), null, Old)),

        OfArea("MoveHousehold", "", 412, "SMX", (who, town, _) => who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/moves"), new { on = "2026-05-01", away = true }, Old)),
        OfArea("SplitHousehold", "", 412, "SMX", (who, town, _) => who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/splits"), new { on = "2026-05-01", residents = 1, parts = new[] { new { code = "x", residents = 1 } } }, Old)),
        OfArea("MergeHouseholds", "", 412, "SMX", (who, town, _) => who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/mergers"), new { on = "2026-05-01", units = new[] { new { id = "x", etag = "x" } } }, Old)),
        OfArea("ListHouseholdChanges", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/households/{town.Id("G01-H1")}/changes"))),
        Within("ListRegisterChanges", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/register-changes"))),
        Public("ListNeedCodes", 200, (who, _, _) => who.GetAsync("/api/need-codes")),

        // The household of the town has not been asked for its consent: whoever may refer it is told so.
        OfArea("CreateReferral", "", 409, "SMX", (who, town, _) => who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/referrals"), new { to = $"area:{town.Code}/G01", fields = new[] { "name" }, until = "2099-01-01" })),
        OfArea("ListHouseholdReferrals", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/households/{town.Id("G01-H1")}/referrals"))),
        OfArea("GetReferral", "", 200, "SMAX", (who, town, world) => who.GetAsync(town.At($"/referrals/{world.Referral}"))),
        OfArea("WithdrawReferral", "", 412, "SMX", (who, town, world) => who.SendAsync("DELETE", town.At($"/referrals/{world.Referral}"), null, Old)),
        Within("ListReceivedReferrals", 200, "SMAPX", (who, town, _) => who.GetAsync(town.At("/received-referrals"))),
        OfArea("GetReceivedReferral", "", 200, "SMAPX", (who, town, world) => who.GetAsync(town.At($"/received-referrals/{world.Referral}"))),
        OfArea("OfferHelp", "", 200, "SMPX", (who, town, world) => who.PostAsync(town.At($"/received-referrals/{world.Referral}/offers"), new { words = "x" })),

        OfArea("CreateCampaign", "", 201, "SMX", (who, town, _) => who.PostAsync(town.At("/campaigns"), new { title = "x", area = "G01", from = "2026-05-01", to = "2026-06-01" })),
        OfJurisdiction("CreateCampaign", 201, "SMX", (who, town, _) => who.PostAsync(town.At("/campaigns"), new { title = "x", from = "2026-05-01", to = "2026-06-01" })) with { What = "of the whole jurisdiction" },
        Within("ListCampaigns", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/campaigns"))),
        Within("GetCampaign", 200, "SMAX", (who, town, world) => who.GetAsync(town.At($"/campaigns/{world.Campaign}"))),
        Within("ListCampaignUnits", 200, "SMAX", (who, town, world) => who.GetAsync(town.At($"/campaigns/{world.Campaign}/units"))),
        Within("CheckHousehold", 404, "SMX", (who, town, _) => who.PostAsync(town.At("/campaigns/none/checks"), new { household = town.Id("G01-H1"), result = "confirmed" }, Old)),
        OfArea("CloseCampaign", "", 412, "SMX", (who, town, world) => who.PostAsync(town.At($"/campaigns/{world.Campaign}/closing"), null, Old)),

        OfArea("CreateVisit", "", 201, "SMX", (who, town, _) => who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/visits"), new { outcome = "done" })),
        OfArea("ListHouseholdVisits", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/households/{town.Id("G01-H1")}/visits"))),
        Within("ListVisits", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/visits"))),
        OfArea("GetVisit", "", 200, "SMAX", (who, town, world) => who.GetAsync(town.At($"/visits/{world.Visit}"))),

        Within("CreateVisitBatch", 200, "SMX", (who, town, _) => who.PostAsync(town.At("/visit-batches"), new { items = new[] { new { key = "no key" } } })),
        Within("ListVisitCounts", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/visit-counts"))),
        Within("ListDueUnits", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/due-units"))),
        Within("GetDayList", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/day-list?steward={town.Id("S2")}"))),
        Within("ListMoveMarks", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/move-marks"))),
        OfArea("DeleteMoveMark", "", 412, "SMX", (who, town, _) => who.SendAsync("DELETE", town.At($"/households/{town.Id("G01-H1")}/move-mark"), null, Old)),
        OfArea("CreateVisitRequest", "", 201, "SMX", (who, town, _) => who.PostAsync(town.At($"/households/{town.Id("G01-H1")}/visit-requests"), new { reason = "care" })),
        Within("ListVisitRequests", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/visit-requests"))),
        OfArea("GetVisitRequest", "", 200, "SMAX", (who, town, world) => who.GetAsync(town.At($"/visit-requests/{world.VisitRequest}"))),
        OfArea("CancelVisitRequest", "", 412, "SMX", (who, town, world) => who.PostAsync(town.At($"/visit-requests/{world.VisitRequest}/cancellation"), new { note = "why" }, Old)),
        OfArea("ListCompanions", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/households/{town.Id("G01-H1")}/companions"))),
        OfArea("AskCompanion", "", 412, "SMX", (who, town, world) => who.SendAsync("PUT", town.At($"/visit-requests/{world.VisitRequest}/companion"), new { }, Old)),
        new("AnswerCompanion", "for another", 403, false, "", "", "", "", (who, town, world) => who.PostAsync(town.At($"/visit-requests/{world.VisitRequest}/companion-answer"), new { accepts = true }, Old)),
        Within("ListCompanionRequests", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/companion-requests"))),

        Public("SubmitReport", 201, (who, town, _) => who.PostAsync("/api/reports", new JsonObject { ["category"] = "wish", ["point"] = town.Point("G01") })),
        Within("ListReports", 200, "VSMADPX", (who, town, _) => who.GetAsync(town.At("/reports"))),
        OfArea("GetReport", "", 200, "VSMADPX", (who, _, world) => who.GetAsync(TestTown.PathOf(world.Report))),
        OfArea("ListReportEvents", "", 200, "VSMADPX", (who, _, world) => who.GetAsync($"{TestTown.PathOf(world.Report)}/events")),
        OfArea("MoveReport", "accept", 412, "SMDPX", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Report), "accept", "\"none\"")),
        OfArea("MoveReport", "resolve", 409, "SMDPX", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Report), "resolve", world.Report.ETag!)),
        OfArea("MoveReport", "close", 412, "MDX", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Resolved), "close", "\"none\"")),
        OfArea("MoveReport", "return", 412, "SMDPX", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Report), "return", "\"none\"", "why")),
        OfArea("MoveReport", "refuse", 412, "MDX", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Report), "refuse", "\"none\"", "why")),
        OfArea("MoveReport", "dispatch", 412, "MDX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/moves", new { move = "dispatch", assignee = "team:x", note = "why" }, Old)),
        OfArea("MoveReport", "transfer", 412, "MDX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/moves", new { move = "transfer", to = "unassigned", note = "why" }, Old)),
        OfArea("GradeReport", "", 412, "SMDPX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/severity", new { severity = "urgent", note = "why" }, Old)),
        Public("MoveTrackedReport", 409, (who, _, world) => who.PostAsync($"/api/tracking/{world.Report["trackingToken"]}/moves", new { move = "requestReopen", note = "why" })),
        Public("FindSimilarReports", 200, (who, town, _) => who.PostAsync("/api/similar-reports", new JsonObject { ["category"] = "fire-safety", ["point"] = town.Point("G01") })),
        Public("JoinTrackedReport", 200, (who, town, world) => who.PostAsync($"/api/tracking/{world.Report["trackingToken"]}/same-as", new { report = $"{town.Code}/none" })),
        OfArea("MergeReport", "", 412, "SMDPX", (who, town, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/merge", new { into = $"{town.Code}/none" }, Old)),
        OfArea("UnmergeReport", "", 412, "SMDPX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/unmerge", new { note = "why" }, Old)),
        OfArea("HideReport", "", 412, "MDX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/hide", new { reason = "x" }, Old)),
        OfArea("ShowReport", "", 412, "MDX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/show", new { }, Old)),
        OfArea("RedactReport", "", 412, "MDX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/redactions", new { reason = "x" }, Old)),
        OfArea("ListReportOriginals", "", 200, "A", (who, _, world) => who.GetAsync($"{TestTown.PathOf(world.Report)}/originals")),
        OfJurisdiction("GetReport", 200, "MADX", (who, _, world) => who.GetAsync(TestTown.PathOf(world.Case))) with { What = "of a private case" },
        OfJurisdiction("ListReportEvents", 200, "MADX", (who, _, world) => who.GetAsync($"{TestTown.PathOf(world.Case)}/events")) with { What = "of a private case" },
        OfJurisdiction("MoveReport", 412, "MDX", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Case), "accept", "\"none\"")) with { What = "accept a private case" },
        OfJurisdiction("HideReport", 412, "MDX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Case)}/hide", new { reason = "x" }, Old)) with { What = "of a private case" },
        OfJurisdiction("ListReportOriginals", 200, "A", (who, _, world) => who.GetAsync($"{TestTown.PathOf(world.Case)}/originals")) with { What = "of a private case" },
        Public("SubmitReportBatch", 200, (who, _, _) => who.PostAsync("/api/report-batches", new { items = new[] { new { key = "no key" } } })),
        OfArea("AskAssist", "", 412, "SMDPX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Report)}/assists", new { assignee = "team:x", required = true }, Old)),
        OfArea("MoveAssist", "accept for a post of the area", 412, "SMDPX", (who, _, world) => MoveAssistAsync(who, world, 0, "accept")),
        OfArea("MoveAssist", "cancel", 412, "SMDPX", (who, _, world) => MoveAssistAsync(who, world, 0, "cancel")),
        new("MoveAssist", "accept for a post of another area", 412, false, "SMDPX", "", "SMDPX", "", (who, _, world) => MoveAssistAsync(who, world, 1, "accept")),
        new("GetReport", "with which another area helps", 200, false, "VSMADPX", "VSMADPX", "SMDPX", "", (who, _, world) => who.GetAsync(TestTown.PathOf(world.Helped))),
        new("MoveReport", "with which another area helps", 412, false, "SMDPX", "SMDPX", "", "", (who, _, world) => TestTown.MoveAsync(who, TestTown.PathOf(world.Helped), "accept", "\"none\"")),
        Within("ListInbox", 200, "VSMADPX", (who, town, _) => who.GetAsync(town.At("/inbox"))),
        Within("GetSatisfaction", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/satisfaction?by=category"))),
        Public("GiveFeedback", 409, (who, _, world) => who.PostAsync($"/api/tracking/{world.Report["trackingToken"]}/feedback", new { satisfied = true })),
        Public("CreateTrackedPhoto", 201, (who, _, world) => who.PostAsync($"/api/tracking/{world.Photographed["trackingToken"]}/photos", null, ("Idempotency-Key", "one-photo-of-all-who-ask"))),
        Public("GetTrackedPhoto", 200, (who, _, world) => who.GetAsync($"{world.TrackedPhoto}")),
        Public("PutTrackedPhotoBlock", 409, (who, _, world) => who.SendAsync("PUT", $"{world.TrackedPhoto}/blocks/0", "x", ("Content-Type", "application/octet-stream"))),
        Public("SealTrackedPhoto", 200, (who, _, world) => who.PostAsync($"{world.TrackedPhoto}/seal", new { blocks = 1 })),
        Public("GetTrackedPhotoImage", 200, (who, _, world) => who.GetAsync($"{world.TrackedPhoto}/image")),
        Public("GetTrackedPhotoThumbnail", 200, (who, _, world) => who.GetAsync($"{world.TrackedPhoto}/thumbnail")),
        Public("DeleteTrackedPhoto", 404, (who, _, world) => who.SendAsync("DELETE", $"/api/tracking/{world.Photographed["trackingToken"]}/photos/none")),
        OfArea("CreatePhoto", "", 201, "SMDPX", (who, _, world) => who.PostAsync($"{TestTown.PathOf(world.Photographed)}/photos", null, ("Idempotency-Key", "one-photo-of-all-who-ask"))),
        OfArea("GetPhoto", "", 200, "VSMADPX", (who, _, world) => who.GetAsync(world.PhotoPath)),
        OfArea("PutPhotoBlock", "", 409, "SMDPX", (who, _, world) => who.SendAsync("PUT", $"{world.PhotoPath}/blocks/0", "x", ("Content-Type", "application/octet-stream"))),
        OfArea("SealPhoto", "", 200, "SMDPX", (who, _, world) => who.PostAsync($"{world.PhotoPath}/seal", new { blocks = 1 })),
        OfArea("GetPhotoImage", "", 200, "VSMADPX", (who, _, world) => who.GetAsync($"{world.PhotoPath}/image")),
        OfArea("GetPhotoThumbnail", "", 200, "VSMADPX", (who, _, world) => who.GetAsync($"{world.PhotoPath}/thumbnail")),
        OfArea("DeletePhoto", "", 204, "MDX", (who, town, world) => Photographing.DeleteAsync(town.Administrator, who, TestTown.PathOf(world.Photographed))),
        Public("TrackReport", 200, (who, _, world) => who.GetAsync($"/api/tracking/{world.Report["trackingToken"]}")),

        Public("LocatePoints", 200, (who, town, _) => who.PostAsync("/api/locate", new JsonObject { ["points"] = new JsonArray(town.Point("G01")) })),
        Public("LocatePoint", 200, (who, _, _) => who.GetAsync("/api/locate?longitude=113.505&latitude=34.805")),

        Public("Explain", 200, (who, _, _) => who.GetAsync("/api/explain?longitude=113.505&latitude=34.805&category=fire-safety")),
        OfArea("Explain", "of a household", 200, "SMAX", (who, town, _) => who.GetAsync($"/api/explain?household={town.Code}/{town.Id("G01-H1")}")),
        OfJurisdiction("ReplayAssignments", 202, "AX", (who, town, _) => who.PostAsync(town.At("/replays"), null)),
        Within("ResponsibleForBuilding", 200, Staff, (who, town, _) => who.GetAsync(town.At($"/buildings/{town.Id("B1")}/responsible"))),
        OfArea("ResponsibleForHousehold", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At($"/households/{town.Id("G01-H1")}/responsible"))),
        Within("ResponsibleForArea", 200, Staff, (who, town, _) => who.GetAsync(town.At("/areas/G01/responsible"))),
        Within("ResponsibleForPoint", 200, Staff, (who, town, _) => who.GetAsync(town.At("/responsible?longitude=113.505&latitude=34.805"))),

        Keepers("CreateUpload", 201, (who, _, _) => who.PostAsync("/api/uploads", null)),
        Keepers("GetUpload", 404, (who, _, _) => who.GetAsync("/api/uploads/none")),
        Keepers("PutUploadBlock", 404, (who, _, _) => who.SendAsync("PUT", "/api/uploads/none/blocks/0", "x", ("Content-Type", "application/octet-stream"))),
        Keepers("SealUpload", 404, (who, _, _) => who.PostAsync("/api/uploads/none/seal", new { blocks = 1 })),
        Keepers("DeleteUpload", 404, (who, _, _) => who.SendAsync("DELETE", "/api/uploads/none")),
        Within("ListJobs", 200, Staff, (who, town, _) => who.GetAsync(town.At("/jobs"))),
        OfJurisdiction("GetJob", 200, "X", (who, town, world) => who.GetAsync(town.At($"/jobs/{world.Job}"))),
        OfJurisdiction("CancelJob", 200, "X", (who, town, world) => who.PostAsync(town.At($"/jobs/{world.Job}/cancel"), null)),
        .. Imports("households", "SMX"),
        .. Imports("buildings", "MX"),
        .. Imports("stewards", "MX"),
        .. Imports("posts", "MX"),
        .. Imports("areas", "X"),
        Exports("households", "SMAX"),
        Exports("buildings", Staff),
        Exports("stewards", Staff),
        Exports("posts", Staff),
        Exports("areas", Staff),
        Exports("reports", Staff),
        OfJurisdiction("ExportJurisdiction", 202, "", (who, town, _) => who.PostAsync(town.At("/transfer-exports"), null)),
        OfJurisdiction("ImportJurisdiction", 400, "", (who, _, _) => who.PostAsync("/api/transfer-imports", new { upload = "none" })),
        OfJurisdiction("GetJobFile", 404, "X", (who, town, world) => who.GetAsync(town.At($"/jobs/{world.Job}/files/none"))),

        OfJurisdiction("CreateReassignment", 202, "X", (who, town, _) => who.PostAsync(town.At("/reassignments"), new { dryRun = true })),

        OfJurisdiction("CreateChannel", 201, "MX", (who, town, _) => who.PostAsync(town.At("/channels"), new { code = RightsWorld.NewCode(), name = "x", kind = "weCom", url = "https://example.org/?key=1", recipients = new[] { "dutyDesk" } })),
        OfJurisdiction("ListChannels", 200, "MX", (who, town, _) => who.GetAsync(town.At("/channels"))),
        OfJurisdiction("GetChannel", 404, "MX", (who, town, _) => who.GetAsync(town.At($"/channels/{Guid.NewGuid()}"))),
        OfJurisdiction("UpdateChannel", 404, "MX", (who, town, _) => who.SendAsync("PUT", town.At($"/channels/{Guid.NewGuid()}"), new { code = "x", name = "x", kind = "weCom", recipients = new[] { "dutyDesk" } }, Old)),
        OfJurisdiction("DeleteChannel", 404, "MX", (who, town, _) => who.SendAsync("DELETE", town.At($"/channels/{Guid.NewGuid()}"), null, Old)),
        OfJurisdiction("ListDeliveries", 200, "MX", (who, town, _) => who.GetAsync(town.At("/deliveries"))),
        OfJurisdiction("ResendDelivery", 404, "MX", (who, town, _) => who.PostAsync(town.At($"/deliveries/{Guid.NewGuid()}/resend"), null)),
        OfJurisdiction("ListAudit", 200, "AX", (who, town, _) => who.GetAsync(town.At("/audit?limit=1"))),
        OfJurisdiction("ExportPerson", 202, "X", (who, town, _) => who.PostAsync(town.At("/persons/export"), new { phone = "13000000000" })),
        OfJurisdiction("ErasePerson", 202, "X", (who, town, _) => who.PostAsync(town.At("/persons/erase"), new { phone = "13000000000" })),

        OfJurisdiction("RunCoverage", 201, "MX", (who, town, _) => who.PostAsync(town.At("/coverage-reports"), null)),
        Within("ListCoverage", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports"))),
        Within("GetCoverage", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest"))),
        Within("GetCoverageAreas", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/areas.csv"))),
        Within("GetCoverageGroups", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/groups.csv"))),
        Within("GetCoverageMap", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/areas.geojson"))),
        Within("GetCoverageSpatial", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/spatial.geojson"))),
        Within("GetCoveragePage", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/page.html"))),
        OfArea("GetMopUp", "", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/mop-up?area=G01"))),
        Within("CoverageSeries", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-series?area=G01&figure=found"))),
        Within("CoverageLeague", 200, "SMAX", (who, town, _) => who.GetAsync(town.At("/coverage-reports/latest/league?level=grid"))),
    ];

    private static Task<Reply> MoveAssistAsync(Client who, RightsWorld world, int assist, string move)
        => who.PostAsync($"{TestTown.PathOf(world.Helped)}/assists/{world.Helped.Json["assists"]![assist]!["id"]}/moves", new { move }, Old);

    /// <summary>An upload that is not there: whoever may is told so.</summary>
    private static Right[] Imports(string what, string presets) =>
    [
        OfJurisdiction("CreateImport", 400, presets, (who, town, _) => who.PostAsync(town.At("/imports"), new { what, upload = "none" })) with { What = what },
        OfJurisdiction("ImportFile", 202, presets, (who, town, _) => who.SendAsync("POST", town.At($"/imports/{what}"), "code\n", ("Content-Type", "text/csv"))) with { What = what },
    ];

    private static Right Exports(string what, string presets)
        => OfJurisdiction("CreateExport", 202, presets, (who, town, _) => who.PostAsync(town.At("/exports"), new { what })) with { What = what };

    private static Task<Reply> InviteAsync(Client who, string node, string preset)
        => who.PostAsync("/api/invitations", new { name = "Walker", grants = new[] { new { node, preset } } });
}
