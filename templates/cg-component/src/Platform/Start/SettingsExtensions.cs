using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Start;

/// <summary>
/// Settings that are checked at start, also for text that is not of the setting's type, such as <c>Limits:Burst=veel</c>. The binder
/// would end the start at the first of those, with a stack trace.
/// </summary>
internal static class SettingsExtensions
{
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().RefuseUnreadable(section).BindConfiguration(section).ValidateOnStart();

    /// <summary>Refuses what cannot be read as <typeparamref name="T"/>. To be called before anything binds the section.</summary>
    public static OptionsBuilder<T> RefuseUnreadable<T>(this OptionsBuilder<T> builder, string section)
        where T : class =>
        builder.Configure<IConfiguration>((_, configuration) =>
        {
            string[] failures = [.. configuration.GetSection(section).GetChildren().Select(Unreadable<T>).OfType<string>()];
            if (failures.Length > 0)
            {
                throw new OptionsValidationException(builder.Name, typeof(T), failures);
            }
        });

    /// <summary>The settings for a check of others, which looks at these too.</summary>
    /// <returns><see langword="null"/> where they are refused: what is wrong with them is told by itself.</returns>
    public static T? IfValid<T>(this IOptions<T> options)
        where T : class
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    private static string? Unreadable<T>(IConfigurationSection setting)
    {
        var type = Array.Find(typeof(T).GetProperties(), property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        if (type is null || setting.Value is null)
        {
            return null;
        }

        try
        {
            setting.Get(type);
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"{setting.Path} is '{setting.Value}'. Set it to {Wanted(Nullable.GetUnderlyingType(type) ?? type)}.";
        }
    }

    private static string Wanted(Type type) =>
        type.IsEnum ? string.Join(" or ", Enum.GetNames(type))
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time, such as 00:00:05"
        : $"a whole number that fits in {type.Name}";
}
