using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CommonGround.Platform.Api.Input;

/// <summary>Applies the validation attributes of a member, and says in Dutch what each of them asks.</summary>
internal static class AttributeRules
{
    /// <summary>Reports each attribute that the value does not satisfy.</summary>
    /// <param name="member">The member that holds the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">The object of the member; <see langword="null"/> where it could not be read as a whole.</param>
    /// <param name="location">Where the value stands.</param>
    /// <param name="errors">Where the errors go.</param>
    public static void Check(MemberRules member, object? value, object? owner, JsonLocation location, InputErrors errors)
    {
        foreach (var attribute in member.Attributes)
        {
            // Without the object an attribute that may look at it cannot judge: it will, once the rest is right.
            if ((owner is not null || !TakesContext(attribute)) && Broken(attribute, value, owner ?? member, member.Name, member.ClrName) is { } detail)
            {
                errors.Body(location, Code(attribute), detail);
            }
        }
    }

    /// <returns>What is wrong, in Dutch; <see langword="null"/> where the value satisfies the attribute.</returns>
    public static string? Broken(ValidationAttribute attribute, object? value, object owner, string name, string? clrName)
    {
        try
        {
            var context = new ValidationContext(owner, name, null, null) { MemberName = clrName };
            return attribute.GetValidationResult(value, context) is not { } broken ? null
                : broken.ErrorMessage == attribute.FormatErrorMessage(name) ? Detail(attribute, name)
                : broken.ErrorMessage;
        }
        catch (Exception exception) when (exception is OverflowException or RegexMatchTimeoutException)
        {
            // A number outside the attribute's own type, or a text that its pattern cannot judge in time, does not satisfy it.
            return Detail(attribute, name);
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

    private static bool TakesContext(ValidationAttribute attribute) =>
        attribute.RequiresValidationContext || attribute.GetType().GetMethods(BindingFlags.Instance | BindingFlags.NonPublic).Any(method =>
            method is { Name: "IsValid", DeclaringType: var type } && type != typeof(ValidationAttribute));

    // Where the attribute's own text is the framework's, which is English.
    private static string Detail(ValidationAttribute attribute, string name) => attribute switch
    {
        { ErrorMessage: not null } or { ErrorMessageResourceName: not null } => attribute.FormatErrorMessage(name),
        RequiredAttribute => ObjectCheck.Missing,
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
