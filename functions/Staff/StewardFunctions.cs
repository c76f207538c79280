using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>Stewards 网格员: the people who hold posts. Names and phones are personal.</summary>
public sealed class StewardFunctions(StaffDesk desk)
{
    private static readonly StaffForm<Steward, StewardResponse> Form = new(
        Kinds.Steward, "stewards", StaffBodies.ReadSteward, s => s.Code, StaffBodies.ToResponse, ApiJson.Default.StewardResponse) { Mask = StaffBodies.For };

    [Function("CreateSteward")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/stewards")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.CreateAsync(request, context, jurisdiction, Form);

    [Function("ListStewards")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/stewards")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.ListAsync(
            request, context, jurisdiction, Kinds.Steward, (_, all) => all, StaffBodies.ToResponse, ApiJson.Default.PageResponseStewardResponse, StaffBodies.For);

    [Function("GetSteward")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/stewards/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.GetAsync(request, context, jurisdiction, id, Kinds.Steward, StaffBodies.ToResponse, ApiJson.Default.StewardResponse, StaffBodies.For);

    [Function("UpdateSteward")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/stewards/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.ReplaceAsync(request, context, jurisdiction, id, Form);

    [Function("DeleteSteward")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/stewards/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.DeleteAsync(request, context, jurisdiction, id, Form);
}
