using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Staff;

/// <summary>Posts: one duty in one area, held or vacant, for some time.</summary>
public sealed class PostFunctions(StaffDesk desk)
{
    private static readonly StaffForm<Post, PostResponse> Form = new(
        Kinds.Post, "posts", StaffBodies.ReadPost, p => p.Code, StaffBodies.ToResponse, ApiJson.Default.PostResponse);

    [Function("CreatePost")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/posts")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.CreateAsync(request, context, jurisdiction, Form);

    [Function("ListPosts")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/posts")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => desk.ListAsync(
            request, context, jurisdiction, Kinds.Post, Narrow, StaffBodies.ToResponse, ApiJson.Default.PageResponsePostResponse);

    [Function("GetPost")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/posts/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.GetAsync(request, context, jurisdiction, id, Kinds.Post, StaffBodies.ToResponse, ApiJson.Default.PostResponse);

    [Function("UpdatePost")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/posts/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.ReplaceAsync(request, context, jurisdiction, id, Form);

    [Function("DeletePost")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/posts/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => desk.DeleteAsync(request, context, jurisdiction, id, Form);

    private static Query<Post> Narrow(QueryInput query, Query<Post> all)
    {
        string? area = query.Text("area");
        Duty? duty = query.Choice<Duty>("duty");
        return all
            .WhereIf(area is not null, () => new Filter.Equal("area", area!))
            .WhereIf(duty is not null, () => new Filter.Equal("duty", Wire.Name(duty!.Value)));
    }
}
