using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>Partners 共建单位. The name and phone of their contact are personal.</summary>
public sealed class PartnerFunctions(StaffDesk desk)
{
    private static readonly StaffForm<Partner, PartnerResponse> Form = new(
        Kinds.Partner, "partners", StaffBodies.ReadPartner, p => p.Code, StaffBodies.ToResponse, ApiJson.Default.PartnerResponse) { Mask = StaffBodies.For };

    [Function("CreatePartner")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/partners")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.CreateAsync(request, context, jurisdiction, Form);

    [Function("ListPartners")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/partners")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.ListAsync(
            request, context, jurisdiction, Kinds.Partner, (_, all) => all, StaffBodies.ToResponse, ApiJson.Default.PageResponsePartnerResponse, StaffBodies.For);

    [Function("GetPartner")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/partners/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.GetAsync(request, context, jurisdiction, id, Kinds.Partner, StaffBodies.ToResponse, ApiJson.Default.PartnerResponse, StaffBodies.For);

    [Function("UpdatePartner")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/partners/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.ReplaceAsync(request, context, jurisdiction, id, Form);

    [Function("DeletePartner")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/partners/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.DeleteAsync(request, context, jurisdiction, id, Form);
}
