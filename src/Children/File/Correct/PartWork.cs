using System.Text;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>What a part works with: the child, its open terms, encryption, and the list of what is wrong.</summary>
internal sealed class PartWork(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree tree, Child child, CorrectionInput input, CancellationToken cancel)
{
    public HuTongDb Db => db;
    public FieldCipher Cipher => cipher;
    public DateTime Now => clock.Now;
    public BlindIndex Blind => blind;
    public Scope Scope => scope;
    public RegionTree Tree => tree;
    public Child Child => child;
    public CancellationToken Cancel => cancel;
    public DateOnly Today => clock.Today;
    public List<Problem> Problems { get; } = [];
    public bool IsChange => input.Way == CorrectionInput.Change;

    /// <summary>The id of the row that the form makes.</summary>
    public Guid Key { get; } = OwnId.Of(scope, input.Key);

    /// <summary>Set by a part that changed what doubles are looked for by.</summary>
    public bool ChecksIdentity { get; set; }

    public void Refuse(string code, string says, string? field = null, string? source = null) => Problems.Add(new Problem(code, says, field, source));

    /// <summary>The open terms of a kind, tracked, newest first.</summary>
    public Task<List<T>> Open<T>() where T : ChildTerm =>
        db.Set<T>().Where(term => term.ChildId == child.Id && (term.To == null || term.To > clock.Today)).OrderByDescending(term => term.From).ToListAsync(cancel);

    /// <summary>The open term that the form is about: the one named, else the newest that fits.</summary>
    public async Task<T?> Current<T>(Func<T, bool>? fits = null) where T : ChildTerm
    {
        var open = (await Open<T>()).Where(term => fits is null || fits(term)).ToList();
        return input.Row is { } row ? open.Find(term => term.Id == row) : open.FirstOrDefault();
    }

    /// <summary>A term to write into: the open one when a mistake is put right; a new one, with the open one ended that day, when something changed.</summary>
    public async Task<T> Turn<T>(T? open) where T : ChildTerm, new()
    {
        if (open is not null && !IsChange) return open;
        if (open is not null && !await Close(open)) return open;
        return Make<T>(Key);
    }

    public T Make<T>(Guid id) where T : ChildTerm, new()
    {
        var made = new T { Id = id, ChildId = child.Id, Region = child.Region, From = input.On ?? clock.Today, KnownFrom = clock.Now, Source = input.On is null ? ChildTerm.FormUndated : "form" };
        db.Add(made);
        return made;
    }

    /// <returns>False when the day lies not after the term's beginning.</returns>
    public async Task<bool> Close<T>(T term) where T : ChildTerm
    {
        if (await EarlierEnd.Write(db, term, input.On ?? clock.Today, child.BornOn, cancel) is { } from)
        {
            Refuse("date-before-start", $"现在这一条从 {Ui.Words.Show.Date(from)} 起。有变的日子要在它之后；要是原来就写错了，请选“更正写错的”。", nameof(CorrectionInput.On), "R-028");
            return false;
        }
        return true;
    }

    public byte[]? Seal<T>(string property, Guid id, string? text) => cipher.Seal(FieldPlace.Of<T>(property, id), child.Region, text);

    public string? Read<T>(string property, Guid id, byte[]? blob) => cipher.Open(FieldPlace.Of<T>(property, id), blob);

    /// <summary>Trims, and refuses what is too long.</summary>
    public string? Text(string? typed, string field, int most, string? missing = null)
    {
        var text = typed?.Normalize(NormalizationForm.FormC).Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (missing is not null) Refuse("missing", missing, field);
            return null;
        }
        if (text.Length > most) Refuse("too-long", $"太长了，最多 {most} 个字，现在 {text.Length} 个。", field);
        else if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))) Refuse("bad-letter", "里面有看不见的控制字符，请重新输入。", field);
        return text;
    }

    /// <summary>A code of a list; null when none was chosen.</summary>
    public string? Code(string list, string? code, string field, string? missing = null)
    {
        if (string.IsNullOrEmpty(code))
        {
            if (missing is not null) Refuse("missing", missing, field);
            return null;
        }
        if (FileWords.Knows(list, code)) return code;
        Refuse("code-unknown", "没有这个选项，请重新选。", field);
        return null;
    }
}
