using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Jurisdictions;

/// <summary>What the functions of jurisdictions promise.</summary>
public static class JurisdictionDeclarations
{
    private static readonly BodyDeclaration Settings = Json(
        input => input.ReadJurisdiction(null),
        """
        {
          "code": "heyuan", "name": "和园街道", "timeZone": "Asia/Shanghai", "levels": ["community", "grid"], "toleranceMetres": 30,
          "categories": [
            {
              "code": "fire-safety", "name": "消防隐患", "nameEn": "Fire safety", "kind": "hazard", "acceptHours": 4, "resolveHours": 48, "clock": "working", "severity": "normal", "verifyByAnother": true,
              "severities": [
                { "severity": "urgent", "acceptHours": 1, "resolveHours": 8 },
                { "severity": "emergency", "acceptHours": 0.5, "resolveHours": 4, "clock": "calendar" }
              ],
              "duplicates": { "radiusMetres": 60, "windowHours": 72, "siblings": ["wish"] }
            },
            { "code": "wish", "name": "微心愿", "kind": "need", "acceptHours": 24, "resolveHours": 168 }
          ],
          "retention": { "closedReportDays": 365, "movedHouseholdDays": 90, "eraseHouseholdPlaces": true, "auditYears": 3 },
          "workingHours": [
            { "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "08:30", "to": "12:00" },
            { "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "14:00", "to": "18:00" }
          ],
          "holidays": "china", "escalation": { "stepHours": 24, "urgentStepHours": 4, "emergencyStepHours": 1 }, "maxReopens": 2, "feedbackDays": 14,
          "hotlines": [{ "kind": "community", "name": "社区服务热线", "nameEn": "Community", "phone": "0371-00000000", "area": "C1" }, { "kind": "originVillage", "name": "柳庄联络处", "phone": "0371-00000001", "originVillage": "柳庄" }, { "kind": "emergency", "name": "报警", "nameEn": "Police", "phone": "110" }],
          "regions": [{ "code": "41", "name": "河南省" }, { "code": "4101", "name": "郑州市" }, { "code": "410105", "name": "金水区" }],
          "coverage": {
            "intervals": { "ordinary": 90, "attention": 30, "key": 7 }, "bands": { "full": 0.9, "partial": 0.75, "poor": 0.2 },
            "target": 0.9, "loopDays": 30, "confirmedDays": 30, "checkInMetres": 25
          }
        }
        """);

    private static readonly BodyDeclaration Changed = Json(
        input => input.ReadJurisdiction("xinjiayuan"),
        """
        {
          "name": "新家园街道", "timeZone": "Asia/Shanghai", "levels": ["community", "grid", "micro-grid"], "toleranceMetres": 20,
          "categories": [{
            "code": "fire-safety", "name": "消防隐患", "kind": "hazard", "acceptHours": 2, "resolveHours": 24, "clock": "calendar", "severity": "normal",
            "severities": [{ "severity": "emergency", "acceptHours": 0.5, "resolveHours": 4, "clock": "calendar" }],
            "duplicates": { "radiusMetres": 80, "windowHours": 240, "siblings": ["wish"] }
          }, { "code": "wish", "name": "微心愿", "kind": "need", "acceptHours": 24, "resolveHours": 168 }],
          "retention": { "closedReportDays": 180, "movedHouseholdDays": 30, "eraseHouseholdPlaces": true, "auditYears": 6 },
          "workingHours": [{ "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "08:30", "to": "17:30" }],
          "holidays": "china", "escalation": { "stepHours": 24, "urgentStepHours": 4, "emergencyStepHours": 1 }, "maxReopens": 3,
          "hotlines": [{ "kind": "community", "name": "社区服务热线", "nameEn": "Community", "phone": "0371-00000000", "area": "C1" }, { "kind": "originVillage", "name": "柳庄联络处", "phone": "0371-00000001", "originVillage": "柳庄" }, { "kind": "emergency", "name": "报警", "nameEn": "Police", "phone": "110" }],
          "regions": [{ "code": "41", "name": "河南省" }, { "code": "4101", "name": "郑州市" }, { "code": "410105", "name": "金水区" }],
          "coverage": {
            "intervals": { "ordinary": 60, "attention": 30, "key": 7 }, "bands": { "full": 0.95, "partial": 0.8, "poor": 0.3 },
            "target": 0.95, "loopDays": 30, "confirmedDays": 30, "checkInMetres": 40
          }
        }
        """);

    public static FeatureDeclarations All { get; } = new("Jurisdictions", "Towns and streets, and their settings.",
    [
        List("ListJurisdictions", Anyone, "The jurisdictions, by code", Written(j => j.PageResponseJurisdictionSummary)),
        Create("CreateJurisdiction", OnDeployment(Capability.ManageJurisdictions), "Adds a jurisdiction", Settings, Written(j => j.JurisdictionResponse)),
        One("GetJurisdiction", Anyone, "The settings of a jurisdiction", Written(j => j.JurisdictionResponse)),
        Change("UpdateJurisdiction", OnJurisdiction(Capability.ManageJurisdictions), "Changes the settings of a jurisdiction", Changed, Written(j => j.JurisdictionResponse)),
    ]);
}
