using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace HuTong.Testing;

/// <summary>What a browser would send for a form when its button is pressed.</summary>
internal sealed class FormEntries
{
    private readonly IHtmlFormElement form;
    private readonly List<(string Name, string Value)> entries = [];
    private readonly List<UploadedFile> files = [];

    private FormEntries(IHtmlFormElement form) => this.form = form;

    /// <exception cref="InvalidOperationException">A field is filled in that the form does not have: a person could not do it either.</exception>
    public static FormEntries Fill(IHtmlFormElement form, IHtmlElement button, IEnumerable<(string Name, string Value)> filled, IEnumerable<UploadedFile> files)
    {
        var result = new FormEntries(form);
        var given = filled.ToLookup(field => field.Name, field => field.Value);
        var names = form.Elements.Select(element => element.GetAttribute("name")).Where(name => !string.IsNullOrEmpty(name)).ToHashSet();
        foreach (var name in given.Select(field => field.Key).Concat(files.Select(file => file.Field)).Where(name => !names.Contains(name)))
            throw new InvalidOperationException($"The form has no field \"{name}\". Fields: {string.Join(" · ", names)}");

        result.entries.AddRange(form.Elements.Where(element => !given.Contains(element.GetAttribute("name") ?? "")).SelectMany(Successful));
        result.entries.AddRange(given.SelectMany(field => field.Select(value => (field.Key, value))));
        if (button.GetAttribute("name") is { Length: > 0 } pressed) result.entries.Add((pressed, button.GetAttribute("value") ?? ""));
        result.files.AddRange(files);
        return result;
    }

    private static IEnumerable<(string Name, string Value)> Successful(IHtmlElement element)
    {
        var name = element.GetAttribute("name");
        if (string.IsNullOrEmpty(name) || element.HasAttribute("disabled") || element.Closest("fieldset[disabled]") is not null) return [];
        return element switch
        {
            IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" or "file" } => [],
            IHtmlInputElement { Type: "checkbox" or "radio" } input => input.IsChecked ? [(name, input.Value.Length > 0 ? input.Value : "on")] : [],
            IHtmlInputElement input => [(name, input.Value)],
            IHtmlTextAreaElement area => [(name, area.Value)],
            IHtmlSelectElement select => select.Options.Where(option => option.IsSelected).Select(option => (name, option.Value)),
            _ => [],
        };
    }

    public HttpRequestMessage Request(Uri page, IHtmlElement button)
    {
        var target = new Uri(page, button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? page.PathAndQuery);
        var method = button.GetAttribute("formmethod") ?? form.GetAttribute("method") ?? "get";
        if (!method.Equals("post", StringComparison.OrdinalIgnoreCase))
            return new(HttpMethod.Get, new UriBuilder(target) { Query = string.Join('&', entries.Select(entry => $"{Uri.EscapeDataString(entry.Name)}={Uri.EscapeDataString(entry.Value)}")) }.Uri);
        return new(HttpMethod.Post, target) { Content = IsMultipart ? Multipart() : new FormUrlEncodedContent(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))) };
    }

    private bool IsMultipart => string.Equals(form.GetAttribute("enctype"), "multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private MultipartFormDataContent Multipart()
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in entries) content.Add(new StringContent(value), $"\"{name}\"");
        foreach (var file in files)
        {
            var bytes = new ByteArrayContent(file.Bytes);
            bytes.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(bytes, $"\"{file.Field}\"", file.Name);
        }
        return content;
    }
}

/// <summary>A file chosen in a form's field.</summary>
public sealed record UploadedFile(string Field, string Name, byte[] Bytes);
