using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace HuTong.Walls;

/// <summary>
/// Defends architecture §10 and §11: every table that points at a child is known, with what becomes of its rows when an import is undone, a
/// file moves to another place, two files become one or one is destroyed. A new table fails here until its author has said so.
/// </summary>
public sealed class PointsAtAChild
{
    /// <summary>Its region is the child's and goes with it.</summary>
    private const string Moves = "region follows the child";

    /// <summary>Stays as it was written, whatever becomes of the child.</summary>
    private const string Stays = "keeps the place and day of what happened";

    /// <summary>column → what becomes of the row.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["child.id"] = Moves + "; undone: dismissed",
        ["register_line.child_id"] = Moves + "; undone: dismissed; made anew from the file",
        ["category_term.child_id"] = Moves + "; undone: voided", ["residence_term.child_id"] = Moves + "; undone: ended on its first day", ["schooling.child_id"] = Moves + "; undone: ended on its first day",
        ["health.child_id"] = Moves + "; undone: ended on its first day", ["disability.child_id"] = Moves + "; undone: ended on its first day", ["related_person.child_id"] = Moves + "; undone: ended on its first day",
        ["phone.child_id"] = Moves + "; undone: ended on its first day", ["payee_account.child_id"] = Moves + "; undone: ended on its first day", ["parent_circumstance.child_id"] = Moves + "; undone: ended on its first day",
        ["risk_level.child_id"] = Moves + "; no ledger sets it", ["ledger_fact.child_id"] = Moves + "; undone: stays with the dismissed file, as the ledger said it",
        ["change_proposal.child_id"] = Moves + "; undone: overtaken", ["move_proposal.child_id"] = Moves + "; a file that was touched is not undone",
        ["visit_duty.child_id"] = "an open one follows the child, a closed one stays (states.md 4); undone: withdrawn",
        ["visit.child_id"] = Moves + "; a file that was visited is not undone", ["follow_up.child_id"] = Moves + "; a file that was visited is not undone",
        ["attachment.child_id"] = Moves + "; a ledger has none",
        ["identity_index.child_id"] = Moves + "; undone: no longer valid", ["duplicate_hit.first_child_id"] = "belongs to the lowest office over both; found anew after a move", ["duplicate_hit.second_child_id"] = "as the first",
        ["not_same.first_child_id"] = "a decision of people, outlives both", ["not_same.second_child_id"] = "as the first",
        ["import_row.child_id"] = "belongs to its ledger; undone: reversed", ["grant.child_id"] = "ends with its days; names no place",
        ["event.child_id"] = Stays, ["access_entry.child_id"] = Stays,
    };

    [Theory, BothEngines]
    public async Task Every_table_that_points_at_a_child_is_known(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsNobody();
        var pointing = desk.Db.Model.GetEntityTypes().SelectMany(Pointing).Distinct().ToList();
        Wall.Holds(Strangers(pointing), "Say in PointsAtAChild.cs what becomes of the row when an import is undone and when a file moves, is merged or destroyed (architecture 11).");
        Wall.Holds(Known.Keys.Except(pointing).Select(column => new Offence(column, 0, "points at no child any more")), "PointsAtAChild.cs names living columns.");
        Assert.True(pointing.Count > 10, "Hardly any column was found.");
    }

    [Fact]
    public void A_new_table_about_a_child_is_found() => Wall.Finds(Strangers(["child.id", "wish.child_id"]), 1);

    private static IEnumerable<Offence> Strangers(IEnumerable<string> pointing) => pointing.Where(column => !Known.ContainsKey(column)).Select(column => new Offence(column, 0, "points at a child and is not known"));

    /// <summary>By foreign key, by name (child_id, first_child_id), or by being the row about a child itself.</summary>
    private static IEnumerable<string> Pointing(IEntityType entity)
    {
        var table = entity.GetTableName()!;
        foreach (var property in entity.GetProperties().Where(property => property.Name.EndsWith("ChildId", StringComparison.Ordinal))) yield return $"{table}.{property.GetColumnName()}";
        foreach (var key in entity.GetForeignKeys().Where(key => key.PrincipalEntityType.ClrType.Name == "Child")) yield return $"{table}.{key.Properties[0].GetColumnName()}";
        if (typeof(IChildFact).IsAssignableFrom(entity.ClrType) && entity.FindProperty(nameof(IChildFact.ChildId)) is null) yield return $"{table}.id";
    }
}
