using System.Net;
using System.Text;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Kinds;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Stores.Tests.Azure;

public sealed class UncertainCommitTests
{
    private readonly FakeCosmos cosmos = new();

    public static TheoryData<string> LostAnswers => ["408", "503", "reset", "time-out", "cancelled by the SDK"];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_batch_that_happened_though_its_answer_was_lost_is_committed_once(string loss)
    {
        cosmos.HappensUnseen(() => Loss(loss));
        CommitOutcome outcome = await CommitAsync(Create());
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal(["\"e1\""], outcome.ETags);
        Assert.Equal(1, cosmos.Sent);
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_batch_that_had_not_happened_is_sent_again(string loss)
    {
        cosmos.FailsWith(() => Loss(loss)).Happens();
        Assert.True((await CommitAsync(Create())).Committed);
        Assert.Equal(2, cosmos.Sent);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Gone)]
    [InlineData((HttpStatusCode)449)]
    public async Task So_is_one_that_was_answered_with_a_status_that_tells_nothing(HttpStatusCode status)
    {
        cosmos.Fails(status).Happens();
        Assert.True((await CommitAsync(Create())).Committed);
    }

    [Fact]
    public async Task A_batch_that_arrives_late_is_recognised_in_the_refusal_of_the_second()
    {
        cosmos.FailsWith(() => Loss("reset")).ArrivesLate(HttpStatusCode.Conflict);
        Assert.True((await CommitAsync(Create())).Committed);
    }

    [Fact]
    public async Task A_refusal_of_a_batch_that_the_SDK_sent_twice_by_itself_is_recognised()
    {
        cosmos.ArrivesLate(HttpStatusCode.Conflict);
        Assert.True((await CommitAsync(Create())).Committed);
        Assert.Equal((1, 2), (cosmos.Sent, cosmos.ReadTimes));
    }

    [Fact]
    public async Task A_refusal_after_a_lost_answer_stands_when_the_document_is_anothers()
    {
        cosmos.Stored = Encoding.UTF8.GetBytes("""{"_commit":"another","id":"a","type":"thing"}""");
        cosmos.FailsWith(() => Loss("reset")).Fails(HttpStatusCode.Conflict);
        CommitOutcome outcome = await CommitAsync(Create());
        Assert.Equal((CommitStatus.Exists, "a"), (outcome.Status, outcome.FailedId));
    }

    [Fact]
    public async Task After_a_bounded_number_of_attempts_the_store_is_unavailable()
    {
        cosmos.FailsWith(() => Loss("reset")).FailsWith(() => Loss("time-out")).Fails(HttpStatusCode.ServiceUnavailable);
        StoreUnavailableException e = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(Create()));
        Assert.True(e.RetryAfter > TimeSpan.Zero);
        Assert.Equal(3, cosmos.Sent);
    }

    [Fact]
    public async Task Deletions_alone_leave_no_witness_so_a_refusal_after_a_lost_answer_is_no_answer()
    {
        cosmos.FailsWith(() => Loss("reset")).Fails(HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(new Batch(TestKinds.Things, "p").Delete(TestKinds.Thing, "a", "\"e0\"")));
    }

    [Fact]
    public async Task A_throttled_batch_is_sent_again_when_the_service_says_and_is_not_asked_after()
    {
        cosmos.Fails(HttpStatusCode.TooManyRequests, TimeSpan.FromMilliseconds(5)).Fails(HttpStatusCode.TooManyRequests).Happens();
        Assert.True((await CommitAsync(Create())).Committed);
        Assert.Equal((3, 0), (cosmos.Sent, cosmos.ReadTimes));
    }

    [Fact]
    public async Task Where_that_is_beyond_all_patience_it_is_not_sent_again_and_the_caller_is_told_when_it_may_be()
    {
        cosmos.Fails(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7));
        StoreUnavailableException e = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(Create()));
        Assert.Equal(TimeSpan.FromSeconds(7), e.RetryAfter);
        Assert.Equal(1, cosmos.Sent);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Any_other_answer_is_an_error(HttpStatusCode status)
    {
        cosmos.Fails(status);
        Assert.Equal(status, (await Assert.ThrowsAsync<CosmosException>(() => CommitAsync(Create()))).StatusCode);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_no_failure_of_the_store()
    {
        using CancellationTokenSource cancelled = new();
        cosmos.FailsWith(() =>
        {
            cancelled.Cancel();
            return new OperationCanceledException(cancelled.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cosmos.Store.CommitAsync(Create(), cancelled.Token));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "1500", 1500)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, 2000)]
    [InlineData(HttpStatusCode.RequestTimeout, null, 2000)]
    public async Task A_read_without_an_answer_is_unavailable(HttpStatusCode status, string? after, int milliseconds)
    {
        cosmos.Read = () =>
        {
            ResponseMessage response = new(status);
            if (after is not null)
            {
                response.Headers.Add("x-ms-retry-after-ms", after);
            }

            return Task.FromResult(response);
        };
        StoreUnavailableException e = await Assert.ThrowsAsync<StoreUnavailableException>(() => cosmos.Store.FindAsync(TestKinds.Thing, "p", "a", TestContext.Current.CancellationToken));
        Assert.Equal(milliseconds, e.RetryAfter.TotalMilliseconds);
        Assert.NotNull(await cosmos.Store.ProbeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_missing_container_is_not_a_missing_document()
    {
        cosmos.Read = () =>
        {
            ResponseMessage response = new(HttpStatusCode.NotFound);
            response.Headers.Add("x-ms-substatus", "1003");
            return Task.FromResult(response);
        };
        await Assert.ThrowsAsync<CosmosException>(() => cosmos.Store.FindAsync(TestKinds.Thing, "p", "a", TestContext.Current.CancellationToken));
        Assert.Contains("GridSteward:Stores:Database", await cosmos.Store.ProbeAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Batch Create() => new Batch(TestKinds.Things, "p").Create(TestKinds.Thing, new Thing { Id = "a", Jurisdiction = "p" });

    private static Exception Loss(string loss) => loss switch
    {
        "408" => new CosmosException("x", HttpStatusCode.RequestTimeout, 0, "a", 0),
        "503" => new CosmosException("x", HttpStatusCode.ServiceUnavailable, 0, "a", 0),
        "reset" => new HttpRequestException("reset", new IOException("connection reset by peer")),
        "time-out" => new TimeoutException(),
        _ => new OperationCanceledException(),
    };

    private Task<CommitOutcome> CommitAsync(Batch batch) => cosmos.Store.CommitAsync(batch, TestContext.Current.CancellationToken);
}
