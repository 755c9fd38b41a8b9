using Microsoft.Extensions.Options;

namespace CommonGround.Platform.OpenApi;

/// <summary>Refuses to start with settings that would make a description which the API Design Rules refuse.</summary>
internal sealed class ApiDescriptionValidation : IValidateOptions<ApiDescriptionOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiDescriptionOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        Require(errors, options.Title.Length > 0, "Title", "the name of the API");
        Require(errors, options.Description.Length > 0, "Description", "what the API is for");
        Require(
            errors,
            IsHttps(options.ServerUrl) && options.ServerUrl!.AbsolutePath.EndsWith(ApiPaths.Base, StringComparison.Ordinal),
            "ServerUrl",
            $"the https address of the API that ends on {ApiPaths.Base}, such as https://api.example.nl/planner{ApiPaths.Base}");
        Require(errors, IsHttps(options.TokenUrl), "TokenUrl", "the https address where clients get their token");
        Require(errors, options.Contact.Name.Length > 0, "Contact:Name", "the team that answers questions");
        Require(errors, options.Contact.Email.Contains('@', StringComparison.Ordinal), "Contact:Email", "its mail address");
        Require(errors, options.Contact.Url is { IsAbsoluteUri: true }, "Contact:Url", "the absolute address of its page");
        return errors.Build();
    }

    private static bool IsHttps(Uri? uri) => uri is { IsAbsoluteUri: true } && uri.Scheme == Uri.UriSchemeHttps;

    private static void Require(ValidateOptionsResultBuilder errors, bool met, string setting, string expected)
    {
        if (!met)
        {
            errors.AddError($"{ApiDescriptionOptions.Section}:{setting} must be {expected}. Set it in appsettings.json.");
        }
    }
}
