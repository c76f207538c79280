using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost.Tests;

#pragma warning disable CA1801, IDE0060 // the functions are never called
public class StartupRefusalTests
{
    [Theory]
    [InlineData(typeof(BadName), "the name must begin with a letter")]
    [InlineData(typeof(HostName), "not be 'host'")]
    [InlineData(typeof(EmptyRoute), "is the site root")]
    [InlineData(typeof(SlashRoute), "is the site root")]
    [InlineData(typeof(LeadingSlash), "must not begin with '/'")]
    [InlineData(typeof(AdminRoute), "begins with 'admin', which the Functions host keeps for itself")]
    [InlineData(typeof(RuntimeRoute), "begins with 'runtime'")]
    [InlineData(typeof(AdminByName), "begins with 'admin'")]
    [InlineData(typeof(IllFormedRoute), "is ill-formed")]
    [InlineData(typeof(UnknownConstraint), "constraint 'grid' on 'code', which is not one of ASP.NET Core's default constraints")]
    [InlineData(typeof(IllFormedConstraint), "constraint 'length(x)' on 'code', which is ill-formed")]
    [InlineData(typeof(SettingInRoute), "the worker does not resolve settings in routes")]
    [InlineData(typeof(NeedsKey), "asks for a key (AuthorizationLevel.Function)")]
    [InlineData(typeof(NeedsKeyByDefault), "asks for a key (AuthorizationLevel.Function)")]
    [InlineData(typeof(NumberParameter), "the parameter 'id' is Int32")]
    [InlineData(typeof(NotInRoute), "the parameter 'other' is not in the route 'x/{id}'")]
    [InlineData(typeof(OtherSpelling), "the parameter 'ID' is not in the route")]
    [InlineData(typeof(WrongReturn), "must return Task<IResult>, not Task")]
    [InlineData(typeof(NotHttpRequest), "must be HttpRequest, not String")]
    [InlineData(typeof(NoTrigger), "has 0 triggers")]
    [InlineData(typeof(TwoTriggers), "has 2 triggers")]
    [InlineData(typeof(NotPublic), "must be a public method")]
    [InlineData(typeof(TimerWithString), "the parameter 'text' is String; allowed beside the trigger are FunctionContext and CancellationToken")]
    [InlineData(typeof(TimerReturnsResult), "must return Task, not")]
    [InlineData(typeof(UnknownSetting), "the setting 'NowhereDefined' is not defined")]
    [InlineData(typeof(HalfToken), "has a % without its partner")]
    [InlineData(typeof(BadCron), "the schedule '61 * * * * *' is neither")]
    [InlineData(typeof(NeverDue), "the schedule '0 0 0 31 2 *' is neither")]
    public void A_fault_is_refused_by_name(Type functions, string message)
    {
        var fault = Assert.Single(new TestApp().Refusal(functions));
        Assert.Contains(message, fault, StringComparison.Ordinal);
        Assert.Contains(functions.Name, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_named_in_one_message()
    {
        var builder = new TestApp().CreateBuilder(typeof(BadName), typeof(UnknownSetting), typeof(AdminByName));
        var refused = Assert.Throws<StartupRefusedException>(builder.Build);
        Assert.Equal(3, refused.Faults.Count);
        Assert.All(refused.Faults, fault => Assert.Contains(fault, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_used_twice_in_any_case_is_refused() =>
        Assert.Contains(
            new TestApp().Refusal(typeof(OneName), typeof(SameName)),
            fault => fault.StartsWith("The function name 'Same' is used more than once", StringComparison.Ordinal));

    [Fact]
    public void Http_functions_without_the_web_application_are_refused() =>
        Assert.Contains(
            "ConfigureFunctionsWebApplication()",
            Assert.Single(new TestApp { ServesHttp = false }.Refusal(typeof(OneName))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("--GridSteward:DrainTime", "soon")]
    [InlineData("--GridSteward:DrainTime", "-00:00:01")]
    [InlineData("--GridSteward:RunTimers", "perhaps")]
    public void A_setting_of_the_runtime_that_cannot_be_read_is_named(string name, string value) =>
        Assert.Contains($"{name[2..]} is '{value}'", Assert.Single(new TestApp { Args = [name, value] }.Refusal()), StringComparison.Ordinal);

    [Fact]
    public void A_host_json_that_is_not_json_is_named() =>
        Assert.Contains("host.json is not valid JSON", Assert.Single(new TestApp { HostJson = "{ half" }.Refusal()), StringComparison.Ordinal);

    public class BadName
    {
        [Function("1st")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => Answer.Text("");
    }

    public class HostName
    {
        [Function("Host")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => Answer.Text("");
    }

    public class EmptyRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "")] HttpRequest request) => Answer.Text("");
    }

    public class SlashRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequest request) => Answer.Text("");
    }

    public class LeadingSlash
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/x")] HttpRequest request) => Answer.Text("");
    }

    public class AdminRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "Administrators/{id}")] HttpRequest request) =>
            Answer.Text("");
    }

    public class RuntimeRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "runtime")] HttpRequest request) => Answer.Text("");
    }

    public class AdminByName
    {
        [Function("AdminPage")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Answer.Text("");
    }

    public class IllFormedRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{id")] HttpRequest request) => Answer.Text("");
    }

    public class UnknownConstraint
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{code:grid}")] HttpRequest request) => Answer.Text("");
    }

    public class IllFormedConstraint
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{code:length(x)}")] HttpRequest request) =>
            Answer.Text("");
    }

    public class SettingInRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "%Prefix%/x")] HttpRequest request) => Answer.Text("");
    }

    public class NeedsKey
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "x")] HttpRequest request) => Answer.Text("");
    }

    public class NeedsKeyByDefault
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger] HttpRequest request) => Answer.Text("");
    }

    public class NumberParameter
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{id:int}")] HttpRequest request, int id) =>
            Answer.Text("");
    }

    public class NotInRoute
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{id}")] HttpRequest request, string other) =>
            Answer.Text("");
    }

    public class OtherSpelling
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x/{id}")] HttpRequest request, string ID) =>
            Answer.Text("");
    }

    public class WrongReturn
    {
        [Function("F")]
        public Task Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => Task.CompletedTask;
    }

    public class NotHttpRequest
    {
        [Function("F")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] string request) => Answer.Text("");
    }

    public class NoTrigger
    {
        [Function("F")]
        public Task<IResult> Run(HttpRequest request) => Answer.Text("");
    }

    public class TwoTriggers
    {
        [Function("F")]
        public Task Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo timer) =>
            Task.CompletedTask;
    }

    public class NotPublic
    {
        [Function("F")]
        internal Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => Answer.Text("");
    }

    public class TimerWithString
    {
        [Function("F")]
        public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, string text) => Task.CompletedTask;
    }

    public class TimerReturnsResult
    {
        [Function("F")]
        public Task<IResult> Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Answer.Text("");
    }

    public class UnknownSetting
    {
        [Function("F")]
        public Task Run([TimerTrigger("%NowhereDefined%")] TimerInfo timer) => Task.CompletedTask;
    }

    public class HalfToken
    {
        [Function("F")]
        public Task Run([TimerTrigger("0 0 %Hour * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    public class BadCron
    {
        [Function("F")]
        public Task Run([TimerTrigger("61 * * * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    public class NeverDue
    {
        [Function("F")]
        public Task Run([TimerTrigger("0 0 0 31 2 *")] TimerInfo timer) => Task.CompletedTask;
    }

    public class OneName
    {
        [Function("Same")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => Answer.Text("");
    }

    public class SameName
    {
        [Function("sAME")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "y")] HttpRequest request) => Answer.Text("");
    }
}
