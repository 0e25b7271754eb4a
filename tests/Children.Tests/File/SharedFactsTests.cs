using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

/// <summary>REG-005: one edit of a fact of the household serves the brothers and sisters that the user chose.</summary>
public sealed class SharedFactsTests
{
    [Theory, BothEngines]
    public async Task One_edit_of_the_guardians_phone_serves_the_chosen_siblings_and_nobody_else_REG_005(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (id, chosen, other) = await Household(world);
        Assert.Empty(await Phone(world, id, [chosen]));
        Assert.Equal(["139******77"], await Phones(world, id));
        Assert.Equal(["139******77"], await Phones(world, chosen));   // the same number was put right, none was added
        Assert.Equal(["138******34"], await Phones(world, other));
        Assert.Contains(await OneFile.LastChanges(world, chosen), change => change.Field == "phone.number_enc");
    }

    [Theory, BothEngines]
    public async Task One_move_of_the_family_moves_every_chosen_child_or_none_REG_005(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (id, chosen, other) = await Household(world);
        Assert.Empty(await OneFile.Correct(world, id, "residence", input => (input.Place, input.Address, input.Way, input.On, input.With) = (OneFile.OtherVillage, "五组 8 号", CorrectionInput.Change, World.Day, [chosen])));
        await using (var desk = OneFile.Supervisor(world))
            Assert.Equal(new[] { id, chosen }.Order(), (await desk.Db.Set<Child>().Where(child => child.Region == OneFile.OtherVillage).Select(child => child.Id).ToListAsync()).Order());

        // A day on which one of them was not born yet stops all.
        Assert.Equal(["date-before-start", "date-before-start"], await OneFile.Correct(world, id, "residence", input => (input.Place, input.Way, input.On, input.With) = (OneFile.Village, CorrectionInput.Change, World.Day, [chosen])));
        await using var after = OneFile.Supervisor(world);
        Assert.Equal([other], await after.Db.Set<Child>().Where(child => child.Region == OneFile.Village).Select(child => child.Id).ToListAsync());
    }

    [Theory, BothEngines]
    public async Task A_preview_shows_old_and_new_and_writes_nothing_REG_005(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (id, chosen, _) = await Household(world);
        await using (var desk = OneFile.Supervisor(world))
        {
            var input = await PhoneInput(world, id);
            input.With = [chosen];
            var row = Assert.Single((await desk.Get<CorrectChild>().Preview(id, "phone", input)).Rows);
            Assert.Equal(("陈雨欣", "138******34", "139******77"), (row.Name, row.Now, row.Then));
        }
        Assert.Equal(["138******34"], await Phones(world, chosen));
    }

    [Theory, BothEngines]
    public async Task A_child_of_another_household_is_never_changed_along(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (id, _, _) = await Household(world);
        var stranger = await OneFile.Create(world, OneFile.Form("370899201506070103"));
        Assert.Empty(await Phone(world, id, [stranger]));
        Assert.Equal(["138******34"], await Phones(world, stranger));
    }

    [Fact]
    public async Task The_page_asks_once_before_it_changes_other_files()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var (id, chosen, _) = await Household(world);
        await using var site = await FileSite.Open(world, "township-supervisor", OneFile.Township);
        await site.Browser.Get($"/children/{id}/correct/residence");
        var asked = await site.Browser.Submit("保存住址", ("Input.Address", "五组 8 号"), ("Input.Way", "mistake"), ("Input.Reason", "入户核实"), ("Input.With", chosen.ToString()));
        Assert.True(asked.Text.Contains("还没有保存：这 1 个孩子会一起改", StringComparison.Ordinal), $"{asked.Address} {asked.Status} {asked.Text}");
        Assert.DoesNotContain("五组 8 号", (await OneFile.Read(world, chosen)).Home.Address, StringComparison.Ordinal);
        Assert.True((await site.Browser.Submit("保存住址")).IsOk);
        Assert.Contains("五组 8 号", (await OneFile.Read(world, chosen)).Home.Address, StringComparison.Ordinal);
    }

    private static async Task<(Guid Id, Guid Chosen, Guid Other)> Household(World world)
    {
        var ids = new List<Guid>();
        foreach (var (number, name) in new[] { (OneFile.Number, "陈雨桐"), ("370899201506070066", "陈雨欣"), ("370899201506070082", "陈雨涵") })
        {
            var form = OneFile.Form(number);
            form.Name = name;
            ids.Add(await OneFile.Create(world, form));
        }
        await using var desk = OneFile.Supervisor(world);
        var children = await desk.Db.Set<Child>().ToListAsync();
        var household = Guid.CreateVersion7();
        foreach (var child in children) child.HouseholdId = household;
        Assert.Null(await desk.Db.SaveAsync(children.Select(child => ("household-linked", Data.Record.Subject.Of(child), (string?)"同一个户口簿"))));
        return (ids[0], ids[1], ids[2]);
    }

    private static async Task<CorrectionInput> PhoneInput(World world, Guid id)
    {
        var input = await OneFile.Begin(world, id, "phone");
        await using var desk = OneFile.Supervisor(world);
        input.Row = (await desk.Db.Set<Phone>().AsNoTracking().SingleAsync(phone => phone.ChildId == id)).Id;
        (input.Role, input.Number) = ("carer", "13900000077");
        return input;
    }

    private static async Task<IReadOnlyList<string>> Phone(World world, Guid id, IReadOnlyList<Guid> with)
    {
        var input = await PhoneInput(world, id);
        input.With = [.. with];
        return await OneFile.Send(world, id, "phone", input);
    }

    private static async Task<IReadOnlyList<string>> Phones(World world, Guid id) => [.. (await OneFile.Read(world, id)).Phones.Select(phone => phone.Masked)];
}
