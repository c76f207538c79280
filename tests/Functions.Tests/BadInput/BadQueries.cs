using static GridSteward.Functions.Tests.BadInput.BadRequest;

namespace GridSteward.Functions.Tests.BadInput;

/// <summary>Faults of paths, query parameters and headers.</summary>
internal static class BadQueries
{
    private const string Areas = "/api/jurisdictions/{town}/areas", Reports = "/api/jurisdictions/{town}/reports", Moves = "/api/reports/{town}/00000000-0000-0000-0000-000000000001/moves";

    private const string Reports0 = "/api/reports/{town}/00000000-0000-0000-0000-000000000001";

    private static readonly string Good = """{"category":"wish"}""";

    public static IEnumerable<BadRequest> All =>
    [
        Get("unknown query parameter", $"{Areas}?levle=grid", "query.levle"),
        Get("several unknown query parameters", $"{Areas}?a=1&b=2", "query.a", "query.b"),
        Get("a parameter where none is taken", "/health/live?x=1", "query.x"),
        Get("a parameter's name in another case", $"{Areas}?Level=grid", "query.Level"),
        Get("query parameter twice", $"{Areas}?level=grid&level=community", "query.level"),
        Get("several faults of a query", $"{Areas}?bbox=1,2,3&limit=0&next=x&level=street", "query.bbox", "query.limit", "query.next", "query.level"),
        Get("box of three numbers", $"{Areas}?bbox=1,2,3", "query.bbox"),
        Get("box of words", $"{Areas}?bbox=a,b,c,d", "query.bbox"),
        Get("box with NaN", $"{Areas}?bbox=NaN,0,1,1", "query.bbox"),
        Get("box upside down", $"{Areas}?bbox=1,2,3,1", "query.bbox"),
        Get("box out of range", $"{Areas}?bbox=0,0,181,1", "query.bbox"),
        Get("box of a map out of range", "/api/map/areas?bbox=0,-91,1,1", "query.bbox"),
        Get("limit 0", $"{Areas}?limit=0", "query.limit"),
        Get("limit above the most", $"{Areas}?limit=1001", "query.limit"),
        Get("limit with a sign", $"{Areas}?limit=%2B5", "query.limit"),
        Get("limit that is no number", $"{Areas}?limit=ten", "query.limit"),
        Get("limit of a map above the most", "/api/map/areas?limit=10001", "query.limit"),
        Get("next that is garbage", $"{Areas}?next=%00%ff", "query.next"),
        Get("next of another list", $"{Reports}?next=W251bGwsIkcwMSJd", "query.next"),
        Get("next with an order value in a list without", $"{Areas}?next=WyIxIiwiRzAxIl0", "query.next"),
        Get("unknown state", $"{Reports}?state=Received", "query.state"),
        Get("private cases that are neither", $"{Reports}?private=maybe", "query.private"),
        Get("unknown captured flag", $"{Reports}?captured=Late", "query.captured"),
        new("hide without a version", "POST", Reports0 + "/hide", """{"reason":"x"}""", 428, "header.If-Match"),
        Post("hide without a reason", Reports0 + "/hide", "{}", "$.reason") with { Headers = [("If-Match", "*")] },
        Post("redact nothing said", Reports0 + "/redactions", """{"sequence":0,"words":7}""", "$.reason", "$.sequence", "$.words") with { Headers = [("If-Match", "*")] },
        new("show a report that is not there", "POST", Reports0 + "/show", "{}", 404) { Headers = [("If-Match", "*")] },
        Post("a device that is none", "/api/reports", Good, "header.X-Device-Id") with { Headers = [("X-Device-Id", "phone")] },
        Get("unknown level", $"{Areas}?level=street", "query.level"),
        Get("unknown level of a map", "/api/map/areas?jurisdiction={town}&level=street", "query.level"),
        Get("unknown measure", "/api/map/areas?measure=openReports,people", "query.measure"),
        Get("unknown duty", "/api/jurisdictions/{town}/posts?duty=boss", "query.duty"),
        Get("audit of an unknown container and times that are none", "/api/jurisdictions/{town}/audit?container=directory&from=yesterday&before=2026-05-04", "query.container", "query.from", "query.before"),
        Get("a past that is no time", $"{Areas}?asOf=yesterday", "query.asOf"),
        Get("a past that is in the future", $"{Areas}?asOf=2099-01-01", "query.asOf"),
        Get("a past in the future of an area", $"{Areas}/G01?asOf=2099-01-01T00:00:00Z", "query.asOf"),
        Get("a past and a generation", $"{Areas}?asOf=2026-05-04&generation=1", "query.generation"),
        Get("a generation that is not there", $"{Areas}?generation=99", "query.generation"),
        Get("a generation that is no number", $"{Areas}?generation=first", "query.generation"),
        Get("posts of the future", "/api/jurisdictions/{town}/posts?asOf=2099-01-01", "query.asOf"),
        Get("stewards of the past, of whom none is kept", "/api/jurisdictions/{town}/stewards?asOf=2026-05-04", "query.asOf"),
        Get("a map of the future", "/api/map/areas?asOf=2099-01-01", "query.asOf"),
        Get("a map of the past with counts of now", "/api/map/areas?asOf=2026-05-04&measure=openReports", "query.asOf"),
        Get("locate in the future", "/api/locate?longitude=113.5&latitude=34.8&asOf=2099-01-01", "query.asOf"),
        Get("responsible in the future, for an unknown category", "/api/jurisdictions/{town}/areas/G01/responsible?on=2099-01-01", "query.on"),
        Get("responsible for an unknown category", "/api/jurisdictions/{town}/areas/G01/responsible?category=none", "query.category"),
        Get("responsible for half a point on no day", "/api/jurisdictions/{town}/responsible?longitude=1&on=2026-02-30", "query.latitude", "query.on"),
        Get("day that is none", "/api/jurisdictions/{town}/coverage-reports/2026-02-30", "path.date"),
        Get("locate without coordinates", "/api/locate", "query.longitude", "query.latitude"),
        Get("locate with words", "/api/locate?longitude=east&latitude=34", "query.longitude"),
        Get("locate with NaN and infinity", "/api/locate?longitude=NaN&latitude=Infinity", "query.longitude", "query.latitude"),
        Get("locate out of range", "/api/locate?longitude=113&latitude=91", "query.latitude"),
        Get("locate with exchanged axes", "/api/locate?longitude=34.8&latitude=113.5", "query.latitude") with { Says = "exchanged" },
        Get("locate degrees in a zone of metres", "/api/locate?longitude=113.5&latitude=34.8&coordinateSystem=EPSG:4547", "query.longitude", "query.latitude") with { Says = "look like degrees" },
        Get("locate in an unknown system", "/api/locate?longitude=113.5&latitude=34.8&coordinateSystem=WGS84", "query.coordinateSystem") with { Says = "wgs84, cgcs2000, gcj02, bd09" },
        Get("locate with a negative accuracy", "/api/locate?longitude=113.5&latitude=34.8&accuracyMetres=-1", "query.accuracyMetres"),
        Get("locate in an unknown jurisdiction", "/api/locate?longitude=113.5&latitude=34.8&jurisdiction=nowhere", "query.jurisdiction"),
        Get("explain half a point", "/api/explain?latitude=34", "query.longitude"),
        Get("explain an accuracy of nothing", "/api/explain?accuracyMetres=5", "query.longitude", "query.latitude"),
        Get("explain out of range at no time", "/api/explain?longitude=181&latitude=91&at=noon", "query.longitude", "query.latitude", "query.at"),
        Get("explain in the year 1999", "/api/explain?longitude=113.5&latitude=34.8&at=1999-01-01T00:00:00Z", "query.at"),
        Get("explain long from now", "/api/explain?longitude=113.5&latitude=34.8&at=2126-01-01T00:00:00Z", "query.at"),
        Get("explain two things at once in an unknown jurisdiction", "/api/explain?building=a/b&card=c&jurisdiction=nowhere", "query", "query.jurisdiction"),
        Get("explain a building and a card that are none", "/api/explain?building=nowhere/b", "query.building"),
        Get("explain an unknown category", "/api/explain?jurisdiction={town}&category=nothing", "query.category"),
        new("explain a household that is none", "GET", "/api/explain?household={town}/nobody", null, 404),
        new("explain a household that is no reference", "GET", "/api/explain?household=nobody", null, 404),
        new("unknown jurisdiction", "GET", "/api/jurisdictions/nowhere", null, 404),
        new("areas of an unknown jurisdiction", "GET", "/api/jurisdictions/nowhere/areas", null, 404),
        new("coverage of an unknown jurisdiction", "POST", "/api/jurisdictions/nowhere/coverage-reports", null, 404),
        new("steward of an unknown jurisdiction", "POST", "/api/jurisdictions/nowhere/stewards", """{"name":"x"}""", 404),
        new("unknown path", "GET", "/api/nothing", null, 404),
        Post("key too short", "/api/reports", Good, "header.Idempotency-Key") with { Headers = [("Idempotency-Key", "short")] },
        Post("key too long", "/api/reports", Good, "header.Idempotency-Key") with { Headers = [("Idempotency-Key", new string('k', 129))] },
        Post("key with a space", "/api/reports", Good, "header.Idempotency-Key") with { Headers = [("Idempotency-Key", "0123456789 abcdefghij")] },
        new("move without a version", "POST", Moves, """{"move":"accept"}""", 428, "header.If-Match"),
        Post("unknown move", Moves, """{"move":"explode"}""", "$.move") with { Headers = [("If-Match", "\"1\"")] },
        new("change with garbage for a version", "PUT", "/api/jurisdictions/{town}", Settings("Asia/Shanghai"), 412, "header.If-Match") { Headers = [("If-Match", "no etag at all")] },
        new("change with the weak garbage W/", "PUT", "/api/jurisdictions/{town}", Settings("Asia/Shanghai"), 412, "header.If-Match") { Headers = [("If-Match", "W/")] },
        new("unknown time zone", "PUT", "/api/jurisdictions/{town}", Settings("China Standard Time"), 400, "$.timeZone") { Headers = [("If-Match", "*")] },
        new("another code than the path's", "PUT", "/api/jurisdictions/{town}", Settings("Asia/Shanghai").Replace("{town}", "other", StringComparison.Ordinal), 400, "$.code") { Headers = [("If-Match", "*")] },
        new("a token that is none", "GET", "/api/me", null, 401) { Headers = [("Authorization", "Bearer abc")] },
        new("another scheme", "GET", "/api/jurisdictions", null, 401) { Headers = [("Authorization", "Basic YTpi")] },
    ];

    private static string Settings(string zone)
        => $$"""{"code":"{town}","name":"x","timeZone":"{{zone}}","levels":["community","grid"],"categories":[{"code":"wish","name":"x","kind":"need","acceptHours":1,"resolveHours":2}]}""";
}
