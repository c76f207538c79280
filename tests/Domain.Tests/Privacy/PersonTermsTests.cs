using GridSteward.Domain.Privacy;

namespace GridSteward.Domain.Tests.Privacy;

public sealed class PersonTermsTests
{
    [Theory]
    [InlineData("王 小明", "138 0000 1111", "王小明", "13800001111", TermMatch.Agrees)]
    [InlineData("王小明", "13800001111", "王小明", "+86 138-0000-1111", TermMatch.Agrees)]
    [InlineData("Ann Li", null, "ＡＮＮ ＬＩ", "13800001111", TermMatch.Agrees)]
    [InlineData("王小明", "13800001111", null, "0086 13800001111", TermMatch.Agrees)]
    [InlineData("王小明", "13800001111", "王小明", null, TermMatch.Agrees)]
    [InlineData("王小明", "13800001111", "王大明", "13800001111", TermMatch.Differs)]
    [InlineData("王小明", "13800001111", "王小明", "13800001112", TermMatch.Differs)]
    [InlineData("王小明", "13800001111", "李四", "13900001111", TermMatch.None)]
    [InlineData("王小明", null, null, "13800001111", TermMatch.None)]
    [InlineData(null, "8613800001111", "王小明", "13800001111", TermMatch.Agrees)]
    [InlineData(null, "0371-6600", "王小明", "03716600", TermMatch.Agrees)]
    [InlineData(null, "13800001111", null, null, TermMatch.None)]
    public void A_record_is_the_persons_when_something_agrees_and_nothing_differs(string? name, string? phone, string? heldName, string? heldPhone, TermMatch match)
        => Assert.Equal(match, new PersonTerms { Name = name, Phone = phone }.Match(heldName, heldPhone));

    [Theory]
    [InlineData("请联系王 小明，谢谢", true)]
    [InlineData("电话138 0000 1111", true)]
    [InlineData("电话１３８００００１１１１", true)]
    [InlineData("楼道里堆了纸箱", false)]
    [InlineData(null, false)]
    public void Words_mention_a_person_by_name_or_phone(string? words, bool mention)
        => Assert.Equal(mention, new PersonTerms { Name = "王小明", Phone = "13800001111" }.IsMentionedIn(words));

    [Fact]
    public void A_name_of_one_letter_or_a_phone_of_a_few_digits_is_no_mention()
        => Assert.False(new PersonTerms { Name = "王", Phone = "110" }.IsMentionedIn("王家 110"));
}
