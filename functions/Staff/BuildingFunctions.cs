using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>Buildings 楼栋.</summary>
public sealed class BuildingFunctions(StaffDesk desk)
{
    private static readonly StaffForm<Building, BuildingResponse> Form = new(
        Kinds.Building, "buildings", StaffBodies.ReadBuilding, b => b.Code, StaffBodies.ToResponse, ApiJson.Default.BuildingResponse);

    [Function("CreateBuilding")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/buildings")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.CreateAsync(request, context, jurisdiction, Form);

    [Function("ListBuildings")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/buildings")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.ListAsync(
            request, context, jurisdiction, Kinds.Building, (q, all) => q.Box("bbox") is { } box ? all.Where(new Filter.InBox(box)) : all, StaffBodies.ToResponse, ApiJson.Default.PageResponseBuildingResponse);

    [Function("GetBuilding")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/buildings/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.GetAsync(request, context, jurisdiction, id, Kinds.Building, StaffBodies.ToResponse, ApiJson.Default.BuildingResponse);

    [Function("UpdateBuilding")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/buildings/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.ReplaceAsync(request, context, jurisdiction, id, Form);

    [Function("DeleteBuilding")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/buildings/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.DeleteAsync(request, context, jurisdiction, id, Form);
}
