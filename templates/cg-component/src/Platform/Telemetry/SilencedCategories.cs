using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Telemetry;

/// <summary>
/// Keeps quiet what the framework logs of requests below Warning: paths, query strings, values that did not bind, bytes that
/// were no request (PRV-06). No setting brings it back, because a setting is easily made in haste on the wrong machine.
/// </summary>
internal sealed class SilencedCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    private const LogLevel Lowest = LogLevel.Warning;

    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.Mvc",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.StaticFiles",
        "System.Net.Http.HttpClient",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // The most specific rule wins, then the last: so a rule for a part of a silenced category is raised, and each
        // provider that has rules of its own gets ours as well.
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            if (Categories.Any(category => IsPartOf(rule.CategoryName, category)))
            {
                options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, Higher(rule.LogLevel), null);
            }
        }

        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray())
        {
            foreach (var category in Categories)
            {
                options.Rules.Add(new LoggerFilterRule(provider, category, LevelFor(options, category), null));
            }
        }
    }

    private static bool IsPartOf(string? name, string category) =>
        name is not null && name.StartsWith(category, StringComparison.OrdinalIgnoreCase);

    private static LogLevel Higher(LogLevel? level) => level > Lowest ? level.Value : Lowest;

    /// <summary>A setting may be stricter than Warning.</summary>
    private static LogLevel LevelFor(LoggerFilterOptions options, string category) =>
        Higher(options.Rules
            .Where(rule => rule.CategoryName is null || category.StartsWith(rule.CategoryName, StringComparison.OrdinalIgnoreCase))
            .MaxBy(rule => rule.CategoryName?.Length ?? 0)?.LogLevel ?? options.MinLevel);
}
