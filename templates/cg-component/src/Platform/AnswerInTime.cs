using CommonGround.Platform.Api.Limits;
using CommonGround.Platform.Start;
using CommonGround.Platform.State;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform;

/// <summary>
/// A change that gives up in time tells that nothing was changed; one that is cut off cannot (commit-log 4). State knows
/// nothing of requests, so that is compared here.
/// </summary>
internal sealed class AnswerInTime(IOptions<LimitsOptions> limits) : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options)
    {
        if (limits.IfValid() is not { RequestTimeout: var requestTimeout })
        {
            return ValidateOptionsResult.Skip;
        }

        return options.AnswerTimeout < requestTimeout
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"State:AnswerTimeout is {options.AnswerTimeout} and Limits:RequestTimeout is {requestTimeout}: a change would be cut off before " +
                "it can tell that nothing was changed. Make State:AnswerTimeout the shorter one.");
    }
}
