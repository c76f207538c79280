using GridSteward.Domain.People;
using GridSteward.Domain.Uploads;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Jobs;

/// <summary>What the functions of uploads and jobs promise.</summary>
public static class JobDeclarations
{
    private static readonly Access.Access Sends
        = new Access.Access.OnAnything(Capability.ManageJurisdictions, Capability.ManageAreas, Capability.ManageStaff, Capability.WriteHouseholds);

    private static readonly Access.Access Watches = Within(Capability.ReadStaff);

    public static FeatureDeclarations All { get; } = new("Jobs", "Long work: files sent in blocks, jobs ordered, watched and cancelled, and what they made.",
    [
        new("CreateUpload", Sends, "Begins an upload, to be sent in blocks")
        {
            TakesKey = true,
            Answers = [new(StatusCodes.Status201Created, ApiJson.Default.UploadResponse) { HasLocation = true }],
        },
        Get("GetUpload", Sends, "An upload of one's own: which of its blocks are there", ApiJson.Default.UploadResponse),
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
            Answers = [new(StatusCodes.Status200OK, ApiJson.Default.UploadResponse)],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        new("DeleteUpload", Sends, "Throws an upload away") { Answers = [new(StatusCodes.Status204NoContent, null)] },
        List("ListJobs", Watches, "The jobs whose capability one holds, newest first", ApiJson.Default.PageResponseJobResponse),
        One("GetJob", Watches, "A job: where it stands, how far it has come, what it made", ApiJson.Default.JobResponse),
        new("CancelJob", Watches, "Asks a job to stop at its next checkpoint")
        {
            Answers = [new(StatusCodes.Status200OK, ApiJson.Default.JobResponse) { HasETag = true }],
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
