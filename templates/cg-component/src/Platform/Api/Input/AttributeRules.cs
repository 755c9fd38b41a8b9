using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace CommonGround.Platform.Api.Input;

/// <summary>Applies the validation attributes of a member, and says in Dutch what each of them asks.</summary>
internal static class AttributeRules
{
    /// <summary>Reports each attribute that the value does not satisfy. There is no owner where the whole object could not be read.</summary>
    public static void Check(MemberRules member, object? value, object? owner, JsonLocation location, InputErrors errors)
    {
        foreach (var attribute in member.Attributes)
        {
            if (!Holds(attribute, value, owner, member.Name))
            {
                errors.Body(location, Code(attribute), Detail(attribute, member.Name));
            }
        }
    }

    public static bool Holds(ValidationAttribute attribute, object? value, object? owner, string name)
    {
        try
        {
            return attribute.RequiresValidationContext
                ? owner is null || attribute.GetValidationResult(value, new ValidationContext(owner, name, null, null)) == ValidationResult.Success
                : attribute.IsValid(value);
        }
        catch (Exception exception) when (exception is OverflowException or RegexMatchTimeoutException)
        {
            // A number outside the attribute's own type, or a text that its pattern cannot judge in time, does not satisfy it.
            return false;
        }
    }

    public static string Code(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute => ErrorCodes.Required,
        RangeAttribute => ErrorCodes.Range,
        StringLengthAttribute or MinLengthAttribute or MaxLengthAttribute or LengthAttribute => ErrorCodes.Length,
        RegularExpressionAttribute => ErrorCodes.Pattern,
        DataTypeAttribute or Base64StringAttribute or CursorAttribute => ErrorCodes.Format,
        _ => ErrorCodes.Rule,
    };

    public static string Detail(ValidationAttribute attribute, string name) => attribute switch
    {
        { ErrorMessage: not null } or { ErrorMessageResourceName: not null } => attribute.FormatErrorMessage(name),
        RequiredAttribute => "Is verplicht en mag niet leeg zijn.",
        RangeAttribute range => $"Moet liggen van {range.Minimum} tot en met {range.Maximum}.",
        StringLengthAttribute { MinimumLength: > 0 } length => $"Moet {length.MinimumLength} tot en met {length.MaximumLength} tekens lang zijn.",
        StringLengthAttribute length => $"Mag hoogstens {length.MaximumLength} tekens lang zijn.",
        MinLengthAttribute length => $"Moet ten minste {length.Length} lang zijn.",
        MaxLengthAttribute length => $"Mag hoogstens {length.Length} lang zijn.",
        LengthAttribute length => $"Moet {length.MinimumLength} tot en met {length.MaximumLength} lang zijn.",
        RegularExpressionAttribute => "Heeft niet de vorm die de beschrijving van de API noemt.",
        AllowedValuesAttribute => "Moet een van de waarden zijn die de beschrijving van de API noemt.",
        EmailAddressAttribute => "Moet een e-mailadres zijn.",
        CursorAttribute => "Is geen cursor van deze API. Neem het adres over uit de header Link.",
        _ => "Voldoet niet aan de beschrijving van de API.",
    };
}
