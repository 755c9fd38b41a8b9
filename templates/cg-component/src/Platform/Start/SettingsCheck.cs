using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Start;

/// <summary>What is wrong with the settings of a section, to be told in one message: what it is, where, and what to do.</summary>
/// <param name="section">The section, such as <c>Events:Publisher</c>.</param>
internal sealed class SettingsCheck(string section) : ValidateOptionsResultBuilder
{
    /// <summary>Refuses a setting out of range.</summary>
    /// <param name="value">The setting, as a member of its options.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be.</param>
    /// <param name="unit">What helps to choose, such as the unit.</param>
    /// <param name="member">Left to the compiler.</param>
    public void Range<T>(T value, T least, T most, string unit = "", [CallerArgumentExpression(nameof(value))] string member = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            Refuse(value, FormattableString.Invariant($"it must lie between {least} and {most}{(unit.Length > 0 ? " " : "")}{unit}"), member);
        }
    }

    /// <summary>Refuses a setting for another reason.</summary>
    public void Refuse<T>(T value, string why, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        var setting = $"{section}:{member.Split('.')[^1]}";
        AddError(FormattableString.Invariant(
            $"{setting} is {value}; {why}. Correct it in the settings or in the variable {setting.Replace(":", "__", StringComparison.Ordinal)}."));
    }
}
