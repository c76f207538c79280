using GridSteward.Domain;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>Buildings 楼栋.</summary>
public sealed class BuildingFunctions(StaffDesk desk)
{
    [Function("CreateBuilding")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/buildings")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.CreateAsync(
            request, context, jurisdiction, "buildings", Kinds.Building, StaffBodies.ReadBuilding, b => b.Code, StaffBodies.ToResponse, ApiJson.Default.BuildingResponse);

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
}
