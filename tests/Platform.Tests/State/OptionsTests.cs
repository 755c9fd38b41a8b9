using CommonGround.Platform.State;

namespace CommonGround.Platform.Tests.State;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_the_numbers_of_the_specification()
    {
        var options = new StateOptions();

        Assert.Equal((64, 256, 1024 * 1024), (options.GroupRequests, options.GroupOperations, options.GroupBytes));
        Assert.Equal((1024, 2000, 256), (options.QueueLength, options.IndexBehindLimit, options.PageIds));
        Assert.Equal(TimeSpan.FromHours(24), options.AnswerLife);
        Assert.True(new StateOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void A_setting_out_of_range_is_named_with_its_range_and_every_one_of_them()
    {
        var result = new StateOptionsValidator().Validate(null, new StateOptions { GroupRequests = 0, AnswerLife = TimeSpan.FromSeconds(90.5) });

        Assert.Equal(
            [
                "State:GroupRequests is 0; it must lie between 1 and 1024. Correct it in the settings or in the variable State__GroupRequests.",
                "State:AnswerLife is 00:01:30.5000000; a store keeps whole seconds. Correct it in the settings or in the variable State__AnswerLife.",
            ],
            result.Failures);
    }
}
