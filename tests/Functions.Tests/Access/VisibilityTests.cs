using System.Reflection;
using System.Text.Json.Serialization;
using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Households;
using GridSteward.Functions.Households.Referrals;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using GridSteward.Functions.Responsibilities;
using GridSteward.Functions.Staff;
using GridSteward.Functions.Visits;

namespace GridSteward.Functions.Tests.Access;

/// <summary>Every field of every answer is decided on: personal and by the table, or public.</summary>
public sealed class VisibilityTests
{
    /// <summary>Fields that may be shown to whoever may ask at all. A new field has to be added here, or to be marked personal.</summary>
    private static readonly string[] Public =
    [
        .. Of("ProblemResponse", "type title status detail traceId errors"),
        .. Of("Fault", "path message"),
        .. Of("HealthResponse", "status documents blobs"),
        .. Of("HealthReportResponse", "status time output parts"),
        .. Of("HealthPartResponse", "name jurisdiction status since seenAt output action stopsReports figures affected"), // codes and counts
        .. Of("NightResponse", "date timeZone from to timers"),
        .. Of("TimerRunsResponse", "timer runs failed hours underWay crashed failures failuresLeftOut"),
        .. Of("RunsResponse", "outcome runs first last endedAt longestMilliseconds counts"),
        .. Of("RunFailureResponse", "at lastAt event jurisdiction subject error traceId times"), // references and codes
        .. Of("JurisdictionNightResponse", "jurisdiction date timeZone from to coverage jobs timers"),
        .. Of("NightCoverageResponse", "date dueAt generatedAt"),
        .. Of("NightJobResponse", "id kind state done counts attempts problem traceId createdAt endedAt"), // as JobResponse
        .. Of("GrantResponse", "node preset capabilities"),
        .. Of("PersonResponse", "subject name grants"), // one's own
        .. Of("SignInResponse", "token expiresAt person"),
        .. Of("InvitationResponse", "link code expiresAt"),
        .. Of("RetentionResponse", "closedReportDays movedHouseholdDays eraseHouseholdPlaces auditYears"),
        .. Of("CategoryResponse", "code name nameEn kind acceptHours resolveHours clock severity severities duplicates private verifyByAnother"),
        .. Of("DuplicateRulesResponse", "radiusMetres windowHours siblings"),
        .. Of("SeverityHours", "severity acceptHours resolveHours clock"),
        .. Of("WorkingSpanResponse", "days from to"),
        .. Of("EscalationRules", "stepHours urgentStepHours emergencyStepHours"),
        .. Of("JurisdictionResponse", "code name timeZone levels categories toleranceMetres retention workingHours holidays escalation maxReopens feedbackDays hotlines regions coverage"),
        .. Of("CoverageRules", "intervals bands target loopDays confirmedDays checkInMetres"),
        .. Of("VisitIntervals", "ordinary attention key"),
        .. Of("CoverageBands", "full partial poor"),
        .. Of("JurisdictionSummary", "code name levels bbox"),
        .. Of("AreaImportResponse", "id generation added changed unchanged removed areas problems report"),
        .. Of("AreaProblemCounts", "overlap gap outsideParent sliver"),
        .. Of("AreaSummary", "code name level parent version bbox"),
        .. Of("BuildingResponse", "jurisdiction id code name point expected"),
        .. Of("ExpectedUnits", "households companies shops countedOn"),
        .. Of("StewardResponse", "jurisdiction id code erasedAt channelConfirmedAt"),
        .. Of("TeamResponse", "jurisdiction id code name areas categories capacity"),
        .. Of("PartnerResponse", "jurisdiction id code name duty areas categories capacity"),
        .. Of("PostResponse", "jurisdiction id code title area duty steward building categories originVillages capacity validFrom validTo"),
        .. Of("HouseholdResponse", "jurisdiction id code kind residents movedOn mergedInto erasedAt chain generation flags"),
        .. Of("UnitChangeResponse", "id household at by kind reason fields others job campaign result on hasWords areas"),
        .. Of("CodedChange", "field from to"), // the field that holds it is decided on
        .. Of("ReshapedResponse", "change household others"),
        .. Of("NeedCodesResponse", "items"),
        .. Of("NeedCode", "code en zh"),
        .. Of("ReferralResponse", "jurisdiction id household to fields until at by withdrawnAt hasNote offers"),
        .. Of("OfferResponse", "id at by"),
        .. Of("ReceivedReferralResponse", "id from to fields until at offers shared"),
        .. Of("CampaignResponse", "jurisdiction id title area kinds care need from to state at fixedAt closedAt"),
        .. Of("CampaignStandResponse", "campaign total areas"),
        .. Of("CampaignProgress", "area of checked confirmed corrected notFound moved"), // of units that whoever may ask may see
        .. Of("CampaignUnitResponse", "household found checkedAt checkedBy change areas"),
        .. Of("UnitCheckResponse", "unit change household"),
        .. Of("ConfirmationResponse", "jurisdiction id steward channel at by bySteward"), // subjects, as the audit has them
        .. Of("ContactCardResponse", "jurisdiction id code household building area link state unit issuedAt handedOutAt replacedBy"),
        .. Of("HandOutResponse", "jurisdiction id card move unit at by replacedBy"),
        .. Of("CardCount", "code name level parent units issued handedOut returned lost replaced"), // for who may see all households
        .. Of("HotlineResponse", "kind name nameEn phone area originVillage"), // offices' numbers
        .. Of("RegionRef", "code name"),
        .. Of("RegionUnits", "registered enumerated found visited visitedFound handled responsible foundShare naiveShare effectiveShare responsibilityShare"),
        .. Of("RegionLoop", "counts median ninetieth"),
        .. Of("LoopFigures", "received acceptDue acceptedInTime resolveDue resolvedInTime lateThreeTimes reopened answered satisfied resolved medianHours ninetiethHours open overdue orphaned acceptedShare resolvedShare satisfiedShare"),
        .. Of("HourRange", "from to"),
        .. Of("RegionRow", "code name isRegion jurisdictions units loop"), // small numbers are hidden
        .. Of("MissingJurisdiction", "code name lastDate"),
        .. Of("RegionCoverageResponse", "region above date total uncounted missing items next"),
        .. Of("RegionSeriesResponse", "region figure points"),
        .. Of("RegionSeriesPoint", "date jurisdictions share"),
        .. Of("VisitResponse", "jurisdiction id household at by reason outcome hasNote areas atUnit distanceMetres far team companion request campaign capturedAt receivedAt capturedFlags"),
        .. Of("VisitBatchResponse", "items"),
        .. Of("VisitBatchItemResponse", "key status etag retryAfter visit problem"), // to the sender
        .. Of("VisitCountsResponse", "of total done nobodyHome refused moved far"), // of visits that whoever may ask may read
        .. Of("DueUnitResponse", "unit dueOn visits restsUntil"), // units in scope only
        .. Of("VisitSummary", "doneOn triedAt outcome failed triedOn movedSeenOn"), // units in scope only
        .. Of("DayListResponse", "steward day metres stops"),
        .. Of("DayStopResponse", "why due request"),
        .. Of("VisitRequestResponse", "jurisdiction id household source reason report wantedBy post steward state createdAt endedAt visit failed companion hasNote areas etag"),
        .. Of("CompanionAsk", "steward state askedAt answeredAt"), // an id, never a name
        .. Of("CompanionResponse", "steward posts bases lastMet"), // to who may see the household
        .. Of("CompanionPostResponse", "id code title"),
        .. Of("PositionResponse", "longitude latitude coordinateSystem accuracyMetres"), // wherever one is shown, the field that holds it is decided on
        .. Of("Wgs84Point", "longitude latitude"),
        .. Of("ChainLink", "level code name version"),
        .. Of("Reason", "code en zh"),
        .. Of("Leave", "from to"), // the field that holds it is decided on
        .. Of("LevelSurroundings", "level code edgeMetres runnerUp"), // masked whole by the point's field
        .. Of("NearArea", "code name distanceMetres direction bearingDegrees"),
        .. Of("ExplainResponse", "jurisdiction at day category assignment loadsAt candidates wouldChange"), // candidates, loads and days by ReadReports, places by the point's field
        .. Of("CandidateResponse", "assignee excluded sameBuilding acquainted openLoad capacity validFrom validTo vacant onLeave categories"),
        .. Of("WouldChangeResponse", "kind en zh assignee area point metres direction bearingDegrees from category"),
        .. Of("AssigneeResponse", "kind id code title area"),
        .. Of("AssignmentResponse", "basis generation chain assignee runnersUp flags distanceToEdgeMetres touched otherOwners levels reasons"), // masked whole by the point's field
        .. Of("SubmittedResponse", "jurisdiction id number state category receivedAt acceptBy resolveBy tracking trackingToken assignment severity sameAs similar"), // to the sender
        .. Of("SimilarReportResponse", "report number category state receivedAt distanceMetres score likely followers"), // distances of places rounded to a cell
        .. Of("SimilarReportsResponse", "items"),
        .. Of("JoiningResponse", "joined report number refusal"),
        .. Of("ReportSummary", "jurisdiction id number state category kind source receivedAt acceptBy resolveBy dueAt chain assignee etag severity timing duplicateOf followerCount private hidden capturedFlags"),
        .. Of("ReportResponse", "jurisdiction id number state category kind source receivedAt clientTime acceptBy resolveBy dueAt closedAt erasedAt household building assignee assignment waitUntil reopens transferredTo transferredFrom allowedMoves severity timing responsibility duplicateOf followers private hidden capturedFlags assists feedbackUntil feedback"),
        .. Of("ReportEventResponse", "sequence kind move state at actor actorAs assignee assigneeBefore generation escalation severity severityBefore other assist assistMove satisfied"),
        .. Of("ReportEventsResponse", "items"),
        .. Of("TimingResponse", "clock acceptedAt resolvedAt lateFrom lateThreeTimesFrom standsSince holidaysUnknown escalations"),
        .. Of("EscalationResponse", "deadline missed level at nextAt"),
        .. Of("EscalationFactResponse", "deadline missed level to skipped"),
        .. Of("ResponsibilityResponse", "lead oversee handle followUp assist"), // posts, never people
        .. Of("ResponsibilityTitles", "lead oversee handle followUp assist"),
        .. Of("PostRef", "id code title area"),
        .. Of("PhotoResponse", "id type bytes width height hasThumbnail addedAt from"), // wherever one is shown, the field that holds it is decided on
        .. Of("PhotoStatusResponse", "id sealed maxBlockBytes maxBlocks blocks forgottenAt photo"), // to whoever sends it, or by ReadReports where the report lies, and audited
        .. Of("RoleResponse", "as en zh"),
        .. Of("ReportBatchResponse", "items"),
        .. Of("ReportBatchItemResponse", "key status replayed etag retryAfter report problem"), // to the sender
        .. Of("ReportOriginalResponse", "sequence redactedAt"),
        .. Of("ReportOriginalsResponse", "items"),
        .. Of("TrackedEvent", "kind move state at by reason"), // to the reporter, for whom the reason is written
        .. Of("TrackingResponse", "jurisdiction number formerNumbers state category receivedAt acceptBy resolveBy assignee assignment photos events following allowedMoves severity responsibility feedbackUntil feedback"), // photos: the reporter's own
        .. Of("FollowingResponse", "number state acceptBy resolveBy assignee events"), // of another reporter's report: no words of theirs, no place
        .. Of("AssistResponse", "id asked required state askedAt acceptedAt endedAt allowedMoves"),
        .. Of("AssistsResponse", "jurisdiction id number state assists"),
        .. Of("InboxWaitResponse", "kind as"),
        .. Of("InboxItemResponse", "waits report assists"),
        .. Of("FeedbackResponse", "at satisfied rating resolution"), // the words stand in the event's note
        .. Of("SatisfactionRowResponse", "key asked answered satisfied share"), // of reports that whoever may ask may read
        .. Of("SatisfactionResponse", "jurisdiction by from to total rows"),
        .. Of("LocateResult", "id jurisdiction assignment"),
        .. Of("LocateResponse", "results"),
        .. Of("LocateLine", "id jurisdiction areas near line errors"),
        .. Of("ResponsibleResponse", "jurisdiction at generation areas assignment"), // of a household only for those who may see it
        .. Of("ResponsibleArea", "level code name version posts teams partners"),
        .. Of("ResponsiblePost", "id code title duty building steward"),
        .. Of("ResponsibleBody", "id code name"),
        .. Of("CoverageSummary", "date generatedAt generation"),
        .. Of("LeagueRow", "rank code name parent share buildingsUncounted unranked"), // small counts are hidden from those who may not see households
        .. Of("Share", "count of rate low high"),
        .. Of("CoverageSeriesResponse", "jurisdiction area figure points"),
        .. Of("CoverageSeriesPoint", "date share naive"), // the same
        .. Of("UploadResponse", "id createdAt forgottenAt maxBlockBytes maxBlocks blocks sealed length sha256"),
        .. Of("JobFileResponse", "name contentType length url"),
        .. Of("JobResponse", "jurisdiction id kind state done total counts files problem faults by createdAt endedAt forgottenAt"),
        .. Of("QuietHoursResponse", "from to urgentPasses"),
        .. Of("ChannelResponse", "jurisdiction id code name kind recipients events quietHours digestMinutes language active stoppedAt maskedAddresses hasSecret"), // addresses are masked when they are kept
        .. Of("DeliveryResponse", "id message report to channel state createdAt dueAt attempts error endedAt"),
        .. Of("AuditEntryResponse", "id container at actor action subject traceId"),
        .. Of("PageResponse`1", "items next"),
    ];

    [Fact]
    public void Every_field_of_every_answer_is_marked_personal_or_listed_as_public_and_never_both()
    {
        var fields = Answers().SelectMany(t => Fields(t).Select(p => (Name: NameOf(t, p), IsPersonal: p.GetCustomAttribute<PersonalAttribute>() is not null))).ToList();
        Assert.Equal([], fields.Where(f => !f.IsPersonal).Select(f => f.Name).Except(Public).Order(StringComparer.Ordinal));
        Assert.Equal([], Public.Except(fields.Where(f => !f.IsPersonal).Select(f => f.Name)).Order(StringComparer.Ordinal));
        Assert.True(fields.Count(f => f.IsPersonal) > 15);
    }

    [Fact]
    public void The_table_has_one_row_for_each_personal_field_and_each_is_shown_somewhere()
    {
        Assert.Equal(Enum.GetValues<PersonalField>().Order(), Visibility.Table.Select(r => r.Field).Order());
        var marked = Answers().SelectMany(Fields).SelectMany(p => p.GetCustomAttribute<PersonalAttribute>()?.Fields ?? []).Distinct();
        Assert.Equal(Enum.GetValues<PersonalField>().Order(), marked.Order());
    }

    public static TheoryData<Preset> EveryPreset => [.. Enum.GetValues<Preset>()];

    /// <summary>Each answer is made for somebody with the preset on the whole jurisdiction: what the table does not show is null, all else is there.</summary>
    [Theory]
    [MemberData(nameof(EveryPreset))]
    public void An_answer_shows_a_preset_exactly_what_the_table_says(Preset preset)
        => CheckAll(new Caller("who", null, [new Grant(Node.OfJurisdiction("town"), preset)]), Presets.CapabilitiesOf(preset));

    [Fact]
    public void An_answer_shows_nothing_personal_to_nobody_to_the_neighbours_administrator_and_to_one_of_another_area()
    {
        CheckAll(Caller.Nobody, []);
        CheckAll(new Caller("who", null, [new Grant(Node.OfJurisdiction("elsewhere"), Preset.Administrator)]), []);
        CheckAll(new Caller("who", null, [new Grant(Node.OfArea("town", "g9"), Preset.Administrator)]), [Capability.ReadStaff]);
    }

    /// <summary>Each role by each field that hiding hides; the rest of the answer stays.</summary>
    [Theory]
    [MemberData(nameof(EveryPreset))]
    public void Of_a_hidden_report_only_the_auditor_and_whoever_hid_it_see_words_contact_and_notes(Preset preset)
    {
        Report hidden = Report(Basis.Point) with { HiddenBy = "hider" };
        ReportPersonalPart words = new() { Id = "r.personal", Jurisdiction = "town", Report = "r", Words = "words", ContactName = "name", ContactPhone = "phone" };
        foreach (string subject in new[] { "who", "hider" })
        {
            Caller caller = new(subject, null, [new Grant(Node.OfJurisdiction("town"), preset)]);
            ReportResponse answer = ReportResponse.Of(hidden, words, caller);
            bool sees = subject == "hider" || preset == Preset.Auditor;
            Assert.Equal((sees, sees, sees, true, true), (answer.Words is not null, answer.Contact is not null, answer.Photos is not null, answer.Hidden, answer.Point is not null));
            Assert.Equal(sees, ReportEventResponse.Of(new EventInFull(Event(), "note"), caller.SightOf(hidden.Target)).Note is not null);
        }
    }

    /// <summary>Each role by each field of a private case: on the jurisdiction those who may find it see what they see of others, the rest nothing.</summary>
    [Theory]
    [MemberData(nameof(EveryPreset))]
    public void Of_a_private_case_those_outside_see_nothing_personal(Preset preset)
    {
        Report secret = Report(Basis.Point) with { Private = true };
        ReportPersonalPart words = new() { Id = "r.personal", Jurisdiction = "town", Report = "r", Words = "words", ContactName = "name", ContactPhone = "phone" };
        foreach (var (node, isInside) in new[]
        {
            (Node.OfJurisdiction("town"), Presets.CapabilitiesOf(preset).Contains(Capability.ReadPrivateReports)), (Node.OfArea("town", "g1"), false), (Node.OfCase("town", secret.Id), true),
        })
        {
            ReportResponse answer = ReportResponse.Of(secret, words, new Caller("who", null, [new Grant(node, preset)]));
            Assert.Equal((isInside, isInside, isInside), (answer.Words is not null, answer.Contact is not null, answer.Point is not null));
        }
    }

    /// <summary>Who was only asked to help sees what it is about and where, and what was said about the help; not who reported it, nor what others said.</summary>
    [Fact]
    public void An_answer_shows_a_helper_words_place_and_the_notes_of_requests_for_help_and_nothing_else()
    {
        var caller = new Caller("who", null, [new Grant(Node.OfPartner("town", "p"), Preset.Partner)]);
        var assist = new Assist
        {
            Id = "a", Asked = new Assignee(AssigneeKind.Partner, "p", "p", "p", ""), Areas = [], Required = true, State = AssistState.Accepted, AskedBy = "x", AskedAt = default,
        };
        Report report = Report(Basis.Point) with { Assists = [assist] };
        ReportPersonalPart personal = new() { Id = "r.personal", Jurisdiction = "town", Report = "r", Words = "words", ContactName = "name", ContactPhone = "phone" };
        ReportResponse shown = ReportResponse.Of(report, personal, caller);
        Assert.Equal(("words", null), (shown.Words, shown.Contact));
        Assert.NotNull(shown.Point);
        Assert.Null(ReportResponse.Of(Report(Basis.Household) with { Assists = [assist] }, personal, caller).Point);
        Assert.Null(ReportEventResponse.Of(new EventInFull(Event(), "note"), caller.SightOf(report.Target)).Note);
        Assert.Equal("note", ReportEventResponse.Of(new EventInFull(Event() with { Assist = "a" }, "note"), caller.SightOf(report.Target)).Note);
        Assert.Null(ReportResponse.Of(report with { Assists = [assist with { State = AssistState.Declined }] }, personal, caller).Words);
    }

    private static void CheckAll(Caller caller, IReadOnlyList<Capability> held)
    {
        Sight sight = caller.SightOf(new Target("town"));
        Report byPoint = Report(Basis.Point), byHousehold = Report(Basis.Household);
        ReportPersonalPart words = new() { Id = "r.personal", Jurisdiction = "town", Report = "r", Words = "words", ContactName = "name", ContactPhone = "phone", ContactEmail = "name@example.org" };
        HouseholdPersonalPart who = new() { Id = "h.personal", Jurisdiction = "town", Household = "h", Name = "name", Phone = "phone", Needs = ["oldAge.alone"] };
        Dictionary<string, string> said = new() { ["r"] = "note", ["o"] = "offer" };
        ReferralResponse referred = ReferralResponse.Of(Referral(), said, caller);
        object[] answers =
        [
            HouseholdResponse.Of(Household(), who, caller),
            ReportResponse.Of(byPoint, words, caller), ReportResponse.Of(byHousehold, words, caller),
            ReportSummary.Of(byPoint, "etag", caller), ReportSummary.Of(byHousehold, "etag", caller),
            ReportEventResponse.Of(new EventInFull(Event(), "note"), caller.SightOf(byPoint.Target)),
            ReportOriginalResponse.Of(new ReportOriginal { Id = "o", Jurisdiction = "town", Report = "r", Part = "r.personal", Words = "words", RedactedAt = default }, caller.SightOf(byPoint.Target)),
            new Steward { Id = "s", Jurisdiction = "town", Name = "name", Phone = "phone", Subject = "sub" }.ToResponse().For(sight),
            Partner().ToResponse().For(sight),
            VisitResponse.Of(Visit(), "note", caller),
            VisitRequestResponse.Of(new(VisitRequest(), "etag"), "note", "note", caller),
            ResponsibleResponse.Of("town", Found(), sight).Areas[0].Posts[0],
            UnitChangeResponse.Of(new(UnitChange(), "words"), caller),
            referred, referred.Offers[0],
            SharedResponse.Of(new("name", "phone", ["oldAge.alone"], 1, "building", 1, "unit", "village", "note"), sight),
        ];
        int looked = 0;
        foreach (object answer in answers)
        {
            foreach (PropertyInfo property in Fields(answer.GetType()))
            {
                if (property.GetCustomAttribute<PersonalAttribute>() is { } personal)
                {
                    PersonalField field = personal.Fields.Count == 1 ? personal.Fields[0]
                        : ReferenceEquals(answer, answers[2]) || ReferenceEquals(answer, answers[4]) ? PersonalField.ReportHouseholdPoint : PersonalField.ReportPoint;
                    Assert.Equal((NameOf(answer.GetType(), property), held.Contains(Visibility.RuleOf(field).Needs)), (NameOf(answer.GetType(), property), property.GetValue(answer) is not null));
                    looked++;
                }
            }
        }

        // What the distance to an edge and the reasons would tell goes with the point.
        AssignmentResponse assignment = ((ReportResponse)answers[2]).Assignment;
        bool tells = held.Contains(Capability.ReadHouseholds);
        Assert.Equal((tells, tells, tells), (assignment.DistanceToEdgeMetres is not null, assignment.Touched.Count > 0, assignment.Reasons.Any(r => r.Code == "acquainted")));
        Assert.Equal(52, looked);
    }

    private static Responsible Found()
    {
        Post post = new()
        {
            Id = "p", Jurisdiction = "town", Code = "p", Title = "p", Area = "g1", Duty = Duty.Handle, Steward = "s", Categories = [], OriginVillages = [], Capacity = 1, ValidFrom = new DateOnly(2026, 1, 1),
        };
        return new Responsible(
            default, [new ResponsibleFor(new ChainLink("grid", "g1", "g1", 1), [post], [], [])], Report(Basis.Point).Assignment,
            new Dictionary<string, Steward> { ["s"] = new() { Id = "s", Jurisdiction = "town", Name = "name" } });
    }

    private static IEnumerable<string> Of(string type, string fields) => fields.Split(' ').Select(f => $"{type}.{f}");

    private static string NameOf(Type type, PropertyInfo property) => $"{type.Name}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";

    private static PropertyInfo[] Fields(Type type)
        => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always)];

    /// <summary>Every type that answers are made of.</summary>
    private static HashSet<Type> Answers()
    {
        HashSet<Type> seen = [];
        Stack<Type> open = new(typeof(ApiJson).GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute)).Select(a => (Type)a.ConstructorArguments[0].Value!));
        while (open.TryPop(out Type? next))
        {
            Type type = Nullable.GetUnderlyingType(next) ?? next;
            if (type.IsArray || (type.IsGenericType && type.Assembly == typeof(object).Assembly))
            {
                foreach (Type part in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
                {
                    open.Push(part);
                }
            }
            else if (type.Assembly.GetName().Name!.StartsWith("GridSteward", StringComparison.Ordinal) && !type.IsEnum && seen.Add(type))
            {
                foreach (PropertyInfo property in Fields(type))
                {
                    open.Push(property.PropertyType);
                }
            }
        }

        return [.. seen.Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t)];
    }

    private static Place PlaceOf(Basis basis)
        => new(basis, "town", 1, [new ChainLink("grid", "g1", "Grid", 1)], [], ["g2"], 12.5, [PlaceFlag.NearBoundary]);

    private static Household Household() => new()
    {
        Id = "h", Jurisdiction = "town", Code = "H", Sent = new SentPosition(114, 22, "wgs84", 5), Point = new(114, 22), Building = "b", Unit = "u", Residents = 1,
        Floor = 1, Located = HowLocated.Gps, Consent = new Consent(true, new DateOnly(2026, 1, 1)),
        OriginVillage = "village", Place = PlaceOf(Basis.Point), Areas = ["g1"], AreaPath = "g1", Generation = 1,
    };

    private static UnitChange UnitChange() => new()
    {
        Id = "change.c", Jurisdiction = "town", Unit = "h", At = default, By = "a", Kind = UnitChangeKind.Created, Reason = ChangeReason.Registration, HasWords = true, Areas = ["g1"],
    };

    private static Referral Referral() => new()
    {
        Id = "r", Jurisdiction = "town", Household = "h", Areas = ["g1"], To = Node.OfPartner("town", "p"), ToAreas = [], Fields = [SharedField.Name], Until = new DateOnly(2026, 6, 1),
        At = default, By = "a", HasNote = true, Offers = [new HelpOffer("o", default, "b")],
    };

    private static Report Report(Basis basis)
    {
        Reason[] reasons = [new("household", "en", "zh"), new("acquainted", "en", "zh")];
        return new Report
        {
            Id = "0196e0c0-1111-7000-8000-000000000001", Jurisdiction = "town", Category = "c", Kind = ReportKind.Hazard, Source = ReportSource.Resident, State = ReportState.Received, Open = true,
            ReceivedAt = DateTimeOffset.UnixEpoch, AcceptBy = DateTimeOffset.UnixEpoch, ResolveBy = DateTimeOffset.UnixEpoch, Sent = new SentPosition(114, 22, "wgs84", 5),
            Point = new(114, 22), Assignment = new Assignment(PlaceOf(basis), null, [], reasons, [], "c", default), Areas = ["g1"], AreaPath = "g1", Generation = 1, Nodes = [],
            TrackingHash = "hash", Sequence = 1,
        };
    }

    private static VisitRequest VisitRequest() => new()
    {
        Id = "q", Jurisdiction = "town", Household = "h", Source = VisitRequestSource.Call, Reason = VisitReason.Care, State = VisitRequestState.Open, CreatedBy = "sub", CreatedAt = default,
        HasNote = true, Areas = ["g1"],
    };

    private static Visit Visit() => new()
    {
        Id = "v", Jurisdiction = "town", Household = "h", At = default, Reason = VisitReason.Care, Outcome = VisitOutcome.Done, CheckIn = new SentPosition(114, 22, "wgs84", 5),
        HasNote = true, Areas = ["g1"], AreaPath = "g1", Generation = 1,
    };

    private static ReportEvent Event() => new()
    {
        Id = "e", Jurisdiction = "town", Report = "r", Sequence = 1, Kind = ReportEventKind.Received, State = ReportState.Received, At = default, Actor = "a", HasNote = true,
    };

    private static Partner Partner() => new()
    {
        Id = "p", Jurisdiction = "town", Code = "P", Name = "Partner", ContactName = "name", ContactPhone = "phone", Areas = [], Categories = [], Capacity = 1,
    };
}
