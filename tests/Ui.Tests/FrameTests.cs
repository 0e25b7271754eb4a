using System.Net;
using HuTong.Ui.Frame;
using Xunit;

namespace HuTong.Ui.Tests;

/// <summary>Defends look §3, §8 and security §7: what stands around every page.</summary>
public sealed class FrameTests
{
    private sealed class Word(int order, string route, string words, string right = "", int? count = null) : INavEntry
    {
        public int Order => order;
        public string Route => route;
        public string Words => words;
        public string Right => right;
        public Task<int?> Count(CancellationToken cancel) => Task.FromResult(count);
    }

    [Fact]
    public async Task The_bar_shows_place_name_post_and_the_words_in_order()
    {
        await using var gallery = await Gallery.Open(true, new Word(20, "/children", "儿童档案"), new Word(10, "/gallery", "今日待办", count: 120));
        var bar = (await gallery.Page("/gallery")).QuerySelector("header.top")!;
        Assert.Equal(["/gallery", "/children"], bar.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")!));
        Assert.StartsWith("今日待办99 以上", bar.QuerySelector("nav a[aria-current=page]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("泗水县 · 泉林镇", bar.TextContent, StringComparison.Ordinal);
        Assert.Contains("周明远", bar.QuerySelector(".me")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(bar.QuerySelector("form[role=search] input[name=q]"));
        Assert.NotNull(bar.QuerySelector("form[action='/logout'] input[name=__RequestVerificationToken]"));
    }

    [Fact]
    public async Task What_the_role_may_not_open_is_not_shown()
    {
        await using var gallery = await Gallery.Open(true, new Word(20, "/children", "儿童档案", "child-list"), new Word(30, "/posts", "账号与岗位", "posts-see"));
        var page = await gallery.Page("/gallery");
        Assert.Equal(["儿童档案"], page.QuerySelectorAll("nav.nav a").Select(link => link.TextContent));
        Assert.Equal("看名单", page.GetElementById("rights")!.TextContent);
        Assert.False(page.QuerySelector("#rights a")!.HasAttribute("right"));
    }

    [Fact]
    public async Task Nobody_signed_in_sees_no_words_and_no_search()
    {
        await using var gallery = await Gallery.Open(signedIn: false, new Word(20, "/children", "儿童档案"));
        var page = await gallery.Page("/gallery");
        Assert.Empty(page.QuerySelectorAll("nav.nav a, form[role=search], img.wm"));
    }

    [Fact]
    public async Task A_first_load_is_four_requests_and_style_and_script_weigh_under_60_KB()
    {
        await using var gallery = await Gallery.Open();
        var page = await gallery.Page("/gallery");
        Assert.Equal(3, page.QuerySelectorAll("link[rel=stylesheet], script[src], img[src]").Length);   // and the page itself
        Assert.InRange(Assets.Look.Gzip.Length + Assets.Script.Gzip.Length, 1, 60 * 1024);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    public async Task Assets_are_kept_for_a_year_under_the_hash_of_their_content(string encoding)
    {
        await using var gallery = await Gallery.Open(signedIn: false);
        using var ask = new HttpRequestMessage(HttpMethod.Get, Assets.Look.Path);
        if (encoding.Length > 0) ask.Headers.Add("Accept-Encoding", encoding);
        var answer = await gallery.Client.SendAsync(ask);
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(encoding, string.Concat(answer.Content.Headers.ContentEncoding));
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains(Assets.Look.Hash, Assets.Look.Path, StringComparison.Ordinal);
    }

    /// <summary>T13: not there, not yours and not allowed are the same bytes.</summary>
    [Fact]
    public async Task Not_found_and_forbidden_are_the_same_answer()
    {
        await using var stranger = await Gallery.Open(signedIn: false);
        await using var gallery = await Gallery.Open();
        var answers = new List<string>();
        foreach (var (client, path) in new[] { (gallery.Client, "/nothing"), (gallery.Client, "/status/403"), (stranger.Client, "/status/404") })
        {
            var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            answers.Add(answer.Headers + "\n" + await answer.Content.ReadAsStringAsync());
        }
        Assert.Single(answers.Distinct());
        Assert.Contains("没有找到这个页面，或者您没有权限看", answers[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "没有保存")]
    [InlineData(413, "太大")]
    [InlineData(429, "请等一分钟")]
    public async Task Other_refusals_say_what_to_do(int status, string says)
    {
        await using var gallery = await Gallery.Open(signedIn: false);
        var answer = await gallery.Client.GetAsync($"/status/{status}");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_gives_a_number_to_quote_and_nothing_else()
    {
        await using var gallery = await Gallery.Open();
        var answer = await gallery.Client.GetAsync("/fault");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(answer.Headers.GetValues("X-Error-Number").Single(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watermark_names_who_looks_and_when_and_is_never_kept()
    {
        await using var gallery = await Gallery.Open();
        var answer = await gallery.Client.GetAsync("/watermark.svg");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("周明远 儿童督导员 2024-06-25", WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("large", "/children?q=1", "/children?q=1", true)]
    [InlineData("standard", "/", "/", false)]
    [InlineData("large", "//evil.example", "/", true)]
    [InlineData("large", "/\\evil.example", "/", true)]
    [InlineData("large", "evil", "/", true)]
    public async Task Large_type_is_a_cookie_and_goes_back_to_our_own_page_only(string size, string back, string to, bool large)
    {
        await using var gallery = await Gallery.Open(signedIn: false);
        var answer = await gallery.Client.PostAsync("/size", new FormUrlEncodedContent([KeyValuePair.Create("size", size), KeyValuePair.Create("back", back)]));
        Assert.Equal(to, answer.Headers.Location!.OriginalString);
        Assert.Equal(large, answer.Headers.GetValues("Set-Cookie").Single().StartsWith("ht-size=large", StringComparison.Ordinal));
    }
}
