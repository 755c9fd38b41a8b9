using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Authentication;

/// <summary>What a component refuses to start with. No message repeats the token.</summary>
internal sealed class SidecarTokenCheck(IHostEnvironment environment) : IValidateOptions<SidecarTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, SidecarTokenOptions options)
    {
        if (string.IsNullOrEmpty(options.Token))
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    $"{SidecarTokenOptions.Variable} is not set: whoever reaches the port of this component could speak as its sidecar. Make a token, " +
                    "for example with 'openssl rand -hex 32', and give it to both: on Kubernetes in a secret that the annotation " +
                    $"dapr.io/app-token-secret names and this container has as {SidecarTokenOptions.Variable}, elsewhere as that variable for 'dapr run'.");
        }

        // A line break at the end, as a file often has one, would make every call of the sidecar a stranger's.
        return options.Token.All(c => c is > ' ' and <= '~')
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{SidecarTokenOptions.Variable} has a space, a line break or a character outside ASCII, which no header carries. Make it of letters and digits.");
    }
}
