using System.Text;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Ui.Frame;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends the first load on a slow line: a full list with its style sheet and script, as sent, is at most 100 KB.</summary>
public sealed class PageWeight
{
    private const int MostBytes = 100_000, Rows = 21;

    [Fact]
    public async Task A_full_list_with_style_and_script_is_at_most_100_KB()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        var village = RegionTree.Standard.Villages("370831101").First().Code;
        for (var at = 0; at < Rows; at++)
        {
            var first17 = $"37089920150607{at + 101:000}";
            var number = first17 + IdNumber.CheckDigit(first17);
            await using var desk = site.World.As("township-supervisor", village[..9]);
            var made = await desk.Get<CreateFile>().Run(new NewFile
            {
                Key = Guid.CreateVersion7(), Name = $"欧阳试{"一二三四五六七八九十"[at % 10]}{"甲乙丙"[at / 10]}", Number = number, BornOn = new DateOnly(2015, 6, 7), Sex = IdNumber.Of(number).Sex == Sex.Male ? "male" : "female", Place = village,
                Address = $"试验路 {at + 1} 号", Situations = ["both-away"], CarerName = "欧阳奶奶", CarerRelation = "grandmother", CarerPhone = $"1390001{at:0000}", KnownBy = "visit",
            });
            Assert.True(made.Ok, made.Ok ? "" : made.Problems[0].Code);
        }
        using var browser = await site.LogIn("c370831");
        var list = await browser.Get("/children?state=lead");
        Assert.Equal(Rows - 1, list.All("tbody tr").Count);
        var sent = Encoding.UTF8.GetByteCount(list.Html) + Assets.Look.Brotli.Length + Assets.Script.Brotli.Length;   // the page itself is sent as it is
        TestContext.Current.SendDiagnosticMessage("{0} bytes", sent);
        Assert.True(sent <= MostBytes, $"{sent} bytes");
    }
}
