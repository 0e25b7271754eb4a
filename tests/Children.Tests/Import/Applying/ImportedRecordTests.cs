using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>The record of an import holds every field of the row, so that the history of a field is whole (architecture.md 12, security.md 6).</summary>
public sealed class ImportedRecordTests
{
    private const string Wide = "姓名,身份证号,民族,乡镇,村,详细地址,类别,父亲姓名,父亲身份证号,父亲联系电话,父亲情况,监护人,与儿童关系,监护人电话,学校,年级,健康状况,开户行,户名,账号,备注\n";
    private const string Full = "张试一,370899201506070015,汉族,泉林镇,卞桥一村,三组26号,留守儿童,张父,370899195001011230,13900005678,外出务工,张大山,爷爷,13800001234,泉林小学,三年级,健康,农商银行,张大山,6223190000000000123,村里走访过\n";

    [Theory, BothEngines]
    public async Task Every_field_that_a_row_fills_stands_in_its_event_and_numbers_are_masked_on_the_timeline(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Full);
        await using var desk = world.As(County);
        var (cipher, child) = (desk.Get<FieldCipher>(), await desk.Db.Set<Child>().SingleAsync());
        var said = (await desk.Db.Set<Event>().SingleAsync(one => one.Action == "child-imported")).Text(cipher).Changes;
        string[] Of(string field) => [.. said.Where(change => change.Field == field).Select(change => change.After!)];
        Assert.Equal(["汉"], Of("child.ethnicity").Select(code => Core.Codes.PersonCodes.Ethnicity.Words(code)[..1]));
        Assert.Equal(["泉林小学"], Of("schooling.school"));
        Assert.Equal(["三年级"], Of("schooling.grade"));
        Assert.Equal(["healthy"], Of("health.code"));
        Assert.Equal(["working-away"], Of("parent_circumstance.code"));
        Assert.Equal(new[] { "13800001234", "13900005678" }, Of("phone.number_enc").Order(StringComparer.Ordinal));
        Assert.Equal(["370899195001011230"], Of("related_person.id_enc"));
        Assert.Equal(["6223190000000000123"], Of("payee_account.account_enc"));
        Assert.Contains("26", Assert.Single(Of("child.address_enc")), StringComparison.Ordinal);
        Assert.Equal(["村里走访过"], Of("child.remark_enc"));

        var line = Assert.Single((await desk.Get<Files.TimelineQuery>().Run(child.Id)).Lines);
        Assert.DoesNotContain("13800001234", line.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("370899201506070015", line.Says, StringComparison.Ordinal);
        Assert.StartsWith("姓名 张试一", line.Says, StringComparison.Ordinal);
    }

    /// <summary>Each value that the row put into a table of the register stands in the event: nothing was left out.</summary>
    [Theory, BothEngines]
    public async Task What_an_event_says_is_what_the_tables_hold(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Full);
        await using var desk = world.As(County);
        var said = (await desk.Db.Set<Event>().SingleAsync(one => one.Action == "child-imported")).Text(desk.Get<FieldCipher>()).Changes.Select(change => change.RowId).ToHashSet();
        Assert.Contains((await desk.Db.Set<Child>().SingleAsync()).Id, said.Select(id => id!.Value));
        foreach (var ids in new[] { await Ids<CategoryTerm>(desk), await Ids<ResidenceTerm>(desk), await Ids<Schooling>(desk), await Ids<Health>(desk), await Ids<RelatedPerson>(desk), await Ids<Phone>(desk), await Ids<PayeeAccount>(desk), await Ids<ParentCircumstance>(desk) })
        {
            Assert.NotEmpty(ids);
            Assert.All(ids, id => Assert.Contains((Guid?)id, said));
        }
    }

    private static Task<List<Guid>> Ids<T>(Desk desk) where T : ChildTerm => desk.Db.Set<T>().Select(term => term.Id).ToListAsync();
}
