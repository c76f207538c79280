using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>Teams 服务队.</summary>
public sealed class TeamFunctions(StaffDesk desk)
{
    private static readonly StaffForm<Team, TeamResponse> Form = new(
        Kinds.Team, "teams", StaffBodies.ReadTeam, t => t.Code, StaffBodies.ToResponse, ApiJson.Default.TeamResponse);

    [Function("CreateTeam")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/teams")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.CreateAsync(request, context, jurisdiction, Form);

    [Function("ListTeams")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/teams")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.ListAsync(
            request, context, jurisdiction, Kinds.Team, (_, all) => all, StaffBodies.ToResponse, ApiJson.Default.PageResponseTeamResponse);

    [Function("GetTeam")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/teams/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.GetAsync(request, context, jurisdiction, id, Kinds.Team, StaffBodies.ToResponse, ApiJson.Default.TeamResponse);

    [Function("UpdateTeam")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/teams/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.ReplaceAsync(request, context, jurisdiction, id, Form);

    [Function("DeleteTeam")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/teams/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.DeleteAsync(request, context, jurisdiction, id, Form);
}
