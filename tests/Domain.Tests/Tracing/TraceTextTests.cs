using System.Diagnostics;
using GridSteward.Domain.Tracing;

namespace GridSteward.Domain.Tests.Tracing;

/// <summary>Headers are anybody's to write; only what is exactly of the form of W3C Trace Context is a place in a trace.</summary>
public sealed class TraceTextTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Span = "00f067aa0ba902b7", Parent = $"00-{Trace}-{Span}-01";

    [Fact]
    public void What_is_kept_is_read_back()
    {
        ActivityContext place = TraceText.Read(Parent, "acme=a:1,b@c=2");
        Assert.Equal((Trace, Span, ActivityTraceFlags.Recorded, "acme=a:1,b@c=2", true), (place.TraceId.ToString(), place.SpanId.ToString(), place.TraceFlags, place.TraceState, place.IsRemote));
        Assert.Equal($"{Parent} acme=a:1,b@c=2", TraceText.Of(place));
        Assert.Equal(place, TraceText.Read(TraceText.Of(place)));
        Assert.Equal(Parent, TraceText.Of(TraceText.Read(Parent)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("灯坏了")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01")]
    [InlineData("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more")]
    [InlineData("00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01")]
    public void What_is_no_parent_is_ignored(string? parent) => Assert.Equal(default, TraceText.Read(parent, "acme=1"));

    [Fact]
    public void A_parent_of_a_later_version_is_read_as_far_as_it_is_known_and_not_without_end()
    {
        string later = $"cc-{Trace}-{Span}-01-";
        Assert.Equal(Trace, TraceText.Read(later + "what-comes", null).TraceId.ToString());
        Assert.Equal(default, TraceText.Read(later + new string('a', TraceText.MaxParentLength), null));
    }

    [Theory]
    [InlineData("no state")]
    [InlineData("acme=two words")]
    [InlineData("acme=灯坏了")]
    [InlineData("ACME=1")]
    [InlineData("acme=1,,b=2")]
    [InlineData("acme=")]
    public void A_state_in_which_there_could_be_words_is_left_out(string state) => Assert.Equal((Trace, null), (TraceText.Read(Parent, state).TraceId.ToString(), TraceText.Read(Parent, state).TraceState));

    [Fact]
    public void A_state_that_is_too_long_is_left_out()
        => Assert.Null(TraceText.Read(Parent, string.Join(',', Enumerable.Range(0, 40).Select(i => $"member{i}=0123456789"))).TraceState);

    [Fact]
    public void A_span_is_there_though_nobody_records_it_and_what_the_runtime_made_for_itself_is_no_parent()
    {
        using Activity runtime = new Activity("runtime").Start();
        Assert.Null(TraceText.Current);
        using (TraceSpan outer = TraceSpan.Begin("outer"))
        {
            Assert.NotEqual(runtime.TraceId.ToString(), outer.TraceId);
            string here = TraceText.Current!;
            using (TraceSpan inner = TraceSpan.Begin("inner"))
            {
                Assert.Equal(outer.TraceId, inner.TraceId);
                Assert.NotEqual(here, TraceText.Current);
            }

            Assert.Equal(here, TraceText.Current);
            using TraceSpan elsewhere = TraceSpan.Begin("elsewhere", ActivityKind.Consumer, TraceText.Read(Parent, "acme=1"));
            Assert.Equal(Trace, elsewhere.TraceId);
            Assert.StartsWith($"00-{Trace}-", TraceText.Current, StringComparison.Ordinal);
            Assert.EndsWith("-01 acme=1", TraceText.Current, StringComparison.Ordinal);
        }

        Assert.Same(runtime, Activity.Current);
    }
}
