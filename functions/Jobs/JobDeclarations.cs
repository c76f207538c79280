using GridSteward.Domain.Areas;
using GridSteward.Domain.People;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Uploads;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Jobs;

/// <summary>What the functions of uploads and jobs promise.</summary>
public static class JobDeclarations
{
    private static readonly Access.Access Sends
        = new Access.Access.OnAnything(Capability.ManageJurisdictions, Capability.ManageAreas, Capability.ManageStaff, Capability.WriteHouseholds);

    private static readonly Access.Access Watches = Within(Capability.ReadStaff);

    private static readonly Access.Access Imports = new Access.Access.OnJurisdictionAny(Capability.WriteHouseholds, Capability.ManageStaff, Capability.ManageAreas);

    public static FeatureDeclarations All { get; } = new("Jobs", "Long work: files sent in blocks, jobs ordered, watched and cancelled, and what they made.",
    [
        new("CreateUpload", Sends, "Begins an upload, to be sent in blocks")
        {
            TakesKey = true,
            Answers = [new(StatusCodes.Status201Created, Written(j => j.UploadResponse)) { HasLocation = true }],
        },
        Get("GetUpload", Sends, "An upload of one's own: which of its blocks are there", Written(j => j.UploadResponse)),
        new("PutUploadBlock", Sends, "Sends a block, over the one that had its number")
        {
            Details = "Blocks come in any order and may be sent again until the upload is sealed.",
            Body = new(new BodyForm.Binary(), Upload.MaxBlockBytes, null, "application/octet-stream"),
            Answers = [new(StatusCodes.Status204NoContent, null)],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        new("SealUpload", Sends, "Closes an upload when all blocks are there, so that a job may read it")
        {
            Body = Json(
                input => input.ReadSeal(), """{ "blocks": 1, "sha256": "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e" }"""),
            Answers = [new(StatusCodes.Status200OK, Written(j => j.UploadResponse))],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        new("DeleteUpload", Sends, "Throws an upload away") { Answers = [new(StatusCodes.Status204NoContent, null)] },
        List("ListJobs", Watches, "The jobs whose capability one holds, newest first", Written(j => j.PageResponseJobResponse)),
        One("GetJob", Watches, "A job: where it stands, how far it has come, what it made", Written(j => j.JobResponse)),
        new("CancelJob", Watches, "Asks a job to stop at its next checkpoint")
        {
            Answers = [new(StatusCodes.Status200OK, Written(j => j.JobResponse)) { HasETag = true }],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        new("GetJobFile", Watches, "A file that a job made, whole or in ranges")
        {
            Answers =
            [
                new(StatusCodes.Status200OK, new BodyForm.Binary()) { ContentType = "*/*", HasETag = true },
                new(StatusCodes.Status206PartialContent, new BodyForm.Binary()) { ContentType = "*/*", HasETag = true },
            ],
            AlsoRefuses = [StatusCodes.Status416RangeNotSatisfiable],
        },
        Order("CreateImport", Imports, "Orders the import of an upload: households, buildings, stewards, posts or areas") with
        {
            Details = "Households need WriteHouseholds, areas ManageAreas, the others ManageStaff. The job's rejected.ndjson names every row that was not taken, by line, column and field; report.json has the counts.",
            Body = Json(
                input => input.ReadImport(),
                $$"""
                {
                  "what": "households", "upload": "{{ExampleId("uploads")}}", "format": "csv", "encoding": "gb18030", "delimiter": "comma",
                  "mapping": { "code": "户号", "name": "户主", "residents": "人数" }, "strict": false, "atomic": true, "dryRun": false, "coordinateSystem": "cgcs2000"
                }
                """),
        },
        Order("ImportFile", Imports, "Orders the import of a file that is sent with the order") with
        {
            Details = "Households need WriteHouseholds, areas ManageAreas, the others ManageStaff. The media type says the format; what else there is to say is in the query. Larger files go as an upload.",
            Query =
            [
                new("mapping", "The file's column headers, as field:header,field:header; fields that are not named go by the headers that are known for them.", new QueryForm.Text(2000), "code:H-No"),
                Choice<TableEncoding>("encoding", "The encoding of a file without a byte order mark; found out when left out. GBK is part of gb18030."),
                Choice<TableDelimiter>("delimiter", "The delimiter of a CSV file; found out when left out."),
                Flag("strict", "Whether columns that hold no field are faults; else they are passed over and reported."),
                Flag("atomic", "Whether all rows or none are taken, shown by one write."),
                Flag("dryRun", "Whether it is only said what would become of each row."),
                Text("coordinateSystem", $"The coordinate system of rows that name none: {CoordinateSystems.Tags}; the crs member of a GeoJSON file, else wgs84, when left out.", "cgcs2000"),
                Choice<ImportMode>("mode", "Areas only: whether those that the file does not name stay (merge) or end (replace).") with { Example = null },
                new("level", "Areas only: the level of every row, in place of a column.", new QueryForm.Text(100), null),
                new("codePrefix", "Areas only: is put before every code and parent.", new QueryForm.Text(20), null),
            ],
            Body = new(new BodyForm.Binary(), 20 * 1024 * 1024, null, ImportInput.ContentTypes) { Charsets = ImportInput.Charsets },
        },
        Order("CreateExport", Watches, "Orders a table as a file: households, buildings, stewards, posts, areas or reports") with
        {
            Details = "What is asked for needs its capability on the whole jurisdiction: ReadHouseholds, ReadReports, or else ReadStaff. The order leaves an audit entry, and so does every fetching of the file.",
            Body = Json(input => input.ReadExport(), """{ "what": "households", "format": "csv", "labels": "zh", "encoding": "gb18030" }"""),
        },
        Order("ExportJurisdiction", OnDeployment(Capability.ManageJurisdictions), "Orders a whole jurisdiction as one file, to be kept or brought to another deployment"),
        Order("ImportJurisdiction", OnDeployment(Capability.ManageJurisdictions), "Orders that a jurisdiction be brought here from such a file") with
        {
            Details = "The job is the deployment's own, under the jurisdiction unassigned. 409 where there is such a jurisdiction already.",
            Body = Json(input => input.ReadTransfer(), $$"""{ "upload": "{{ExampleId("uploads")}}", "acceptChanged": false }"""),
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        new("RunJobs", new Access.Access.Timer(), "Works on the jobs that are due"),
    ]);
}
