using HuTong.Data;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Ui.Words;

/// <summary>Binds every DateOnly of a form or address by <see cref="DateText"/>, so that no page parses dates.</summary>
internal sealed class DateTextBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext context)
    {
        var given = context.ValueProvider.GetValue(context.ModelName);
        if (given == ValueProviderResult.None) return Task.CompletedTask;
        context.ModelState.SetModelValue(context.ModelName, given);
        var text = given.FirstValue;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (context.ModelMetadata.IsReferenceOrNullableType) context.Result = ModelBindingResult.Success(null);
            else context.ModelState.TryAddModelError(context.ModelName, "还没有填日期。");
            return Task.CompletedTask;
        }
        var today = context.HttpContext.RequestServices.GetRequiredService<ChinaClock>().Today;
        if (DateText.TryRead(text, today, out var day)) context.Result = ModelBindingResult.Success(day);
        else context.ModelState.TryAddModelError(context.ModelName, $"“{text.Trim()}”不是日期。{DateText.Example}");
        return Task.CompletedTask;
    }
}

/// <summary>Offers the binder for DateOnly and DateOnly?.</summary>
internal sealed class DateTextBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? new DateTextBinder() : null;
}
