using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace HuTong.Ui.Words;

/// <summary>Chinese words for what the framework would say in English about a field.</summary>
internal sealed class PlainWords : IValidationMetadataProvider
{
    public static void Install(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new PlainWords());
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;   // required is said by the use case, in its own words
        var says = options.ModelBindingMessageProvider;
        says.SetValueMustNotBeNullAccessor(_ => "还没有填。");
        says.SetMissingBindRequiredValueAccessor(_ => "还没有填。");
        says.SetMissingKeyOrValueAccessor(() => "还没有填。");
        says.SetMissingRequestBodyRequiredValueAccessor(() => "没有收到内容。");
        says.SetValueMustBeANumberAccessor(_ => "这里要填数字。");
        says.SetNonPropertyValueMustBeANumberAccessor(() => "这里要填数字。");
        says.SetAttemptedValueIsInvalidAccessor((value, _) => $"“{value}”不对，请重新填。");
        says.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{value}”不对，请重新填。");
        says.SetValueIsInvalidAccessor(value => $"“{value}”不对，请重新填。");
        says.SetUnknownValueIsInvalidAccessor(_ => "填的内容不对，请重新填。");
        says.SetNonPropertyUnknownValueIsInvalidAccessor(() => "填的内容不对，请重新填。");
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>().Where(rule => rule.ErrorMessage is null && rule.ErrorMessageResourceName is null))
            rule.ErrorMessage = rule switch
            {
                RequiredAttribute => "还没有填。",
                StringLengthAttribute { MinimumLength: > 0 } => "长短不对：要 {2} 到 {1} 个字。",
                StringLengthAttribute or MaxLengthAttribute => "太长了，最多 {1} 个字。",
                MinLengthAttribute => "太短了，至少 {1} 个字。",
                RangeAttribute => "要在 {1} 到 {2} 之间。",
                CompareAttribute => "两次填的不一样。",
                _ => "填的内容不对，请重新填。",
            };
    }
}
