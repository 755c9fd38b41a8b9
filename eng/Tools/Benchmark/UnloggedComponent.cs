namespace CommonGround.Tools.Benchmark;

/// <summary>
/// A generated component without the calls by which requests are logged: no line of them is made, sealed, committed or indexed. The product has
/// no switch for that. What stays is the rest of the platform, the chain over the entries and the line about the configuration at start too.
/// </summary>
internal static class UnloggedComponent
{
    public static async Task<Application> BuildAsync(string generated, DevelopmentToken token, string work)
    {
        // What documents a request reads and changes is told to nobody, so a change takes no lines along.
        await RemovedCode.RemoveAsync(generated, "Logging/AccountabilityExtensions.cs", "services.AddSingleton<IAccessLog, AccessLog>();");

        // A request is no act any more, so nothing commits lines of its own before the answer.
        await RemovedCode.RemoveAsync(
            generated, "Api/ApiExtensions.cs", "app.UseMiddleware<AccountabilityMiddleware>();",
            "app.WatchRejected(new RejectedRequestAudit(app.Services.GetRequiredService<RequestAudit>(), app.Services.GetRequiredService<TimeProvider>()));",
            "((IEndpointConventionBuilder)api).Add(LoggedResults.Apply);");

        // What is left has a using too many, which the style of the template does not allow.
        return await KitApplication.BuildAsync(generated, token, work, "unlogged", "-p:EnforceCodeStyleInBuild=false");
    }
}
