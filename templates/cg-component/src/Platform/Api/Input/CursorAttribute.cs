using System.ComponentModel.DataAnnotations;

namespace CommonGround.Platform.Api.Input;

/// <summary>The parameter is a cursor that this API gave out.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CursorAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || (value is string text && Cursor.TryRead(text, out _));
}
