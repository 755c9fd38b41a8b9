using System.Diagnostics;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Tests.Logging.Delivery;
using CommonGround.Platform.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>
/// What a processing line may not hold (LDV-13, LDV-14, LDV-15): no retention period, no confidentiality, nothing that the register has
/// already, nobody who works here, and only what this component itself did. Neither as it is stored nor as the Logboek gets it.
/// </summary>
public sealed class LineSchemaTests
{
    private static readonly string[] s_attributes =
    [
        "dpl.core.data_subject_id", "dpl.core.data_subject_id_type", "dpl.core.foreign_operation.processor", "dpl.core.processing_activity_id",
        "exception.message", "exception.stacktrace", "exception.type",
    ];

    private static readonly string[] s_forbidden =
    [
        "bewaartermijn", "retention", "retention_period", "dpl.core.retention_period", "vertrouwelijkheid", "confidentiality", "dpl.core.confidentiality",
        "dpl.core.processing_activity_name", "dpl.core.purpose", "doelbinding", "grondslag", "verwerkingsverantwoordelijke", "dpl.core.user", "enduser.id",
        "user.name", "user.id", "client.address", "http.route", "url.path", "url.full", "exception.escaped", "dpl.core.data_subject", "DPL.CORE.DATA_SUBJECT_ID", "",
    ];

    [Fact]
    public void A_line_has_the_fields_of_the_standard_and_no_other() => Assert.Equal(
        ["attributes", "end_time", "name", "parent_span_id", "span_id", "start_time", "status", "trace_id"],
        LoggingJson.Platform.ProcessingLine.Properties.Select(field => field.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void It_has_the_attributes_of_the_list_and_no_other()
    {
        var tags = s_attributes.Concat(s_forbidden).Select(name => KeyValuePair.Create(name, (object?)"x"));

        Assert.Equal(s_attributes, LineAttributes.Of(tags).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whatever_runs_within_a_request_adds_nothing_and_the_Logboek_gets_what_is_stored()
    {
        await using var logboek = await LogboekCollector.StartAsync();
        await using var component = await LoggedComponent.StartAsync(
            api => api.MapGet("/zomaar", (Platform.Logging.IProcessing processing) =>
            {
                processing.Concerns(Persons.One);
                s_forbidden.Where(name => name.Length > 0).ToList().ForEach(name => Activity.Current?.SetTag(name, "x").SetBaggage(name, "x"));
                return Results.NoContent();
            }).Processes(DossiersApi.Activity).RequireScope("lezen"),
            null, ("Logboek:Endpoint", logboek.Endpoint.OriginalString), ("Logboek:Gather", "00:00:00.01"));

        using var answer = await component.GetAsync("/v1/zomaar", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "baggage: bewaartermijn=5");

        var stored = Assert.Single(await component.LinesAsync()).Line;
        await Eventually.TrueAsync(() => logboek.Written.Count > 0);
        var delivered = Assert.Single(logboek.Written);
        Assert.All(stored.Attributes.Keys, name => Assert.Contains(name, s_attributes));
        Assert.Equal(stored.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal), delivered.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal));
        Assert.All(delivered.Resource.Keys, name => Assert.StartsWith("service.", name, StringComparison.Ordinal));
    }

    /// <summary>The register has the name, the purpose and the period of an activity: the line says which version of it.</summary>
    [Fact]
    public async Task Of_the_register_it_has_the_address_only()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);
        using var answer = await component.GetAsync("/v1/dossiers");

        var line = Assert.Single(await component.LinesAsync());

        Assert.True(component.App.Services.GetRequiredService<ProcessingActivities>().TryFind(DossiersApi.Activity, out var activity));
        Assert.Equal(activity.Uri.OriginalString, line.Activity);
        Assert.All(line.Line.Attributes.Values.Append(line.Line.Name), value =>
        {
            Assert.DoesNotContain(activity.Name, value, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(activity.Description, value, StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <summary>The line of the caller is the caller's: here it is a parent, and no line.</summary>
    [Fact]
    public async Task Only_what_the_component_did_itself_is_a_line()
    {
        await using var component = await LoggedComponent.StartAsync(DossiersApi.Map);

        using var answer = await component.GetAsync("/v1/dossiers", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var line = Assert.Single(await component.LinesAsync());
        Assert.Equal("b7ad6b7169203331", line.Line.ParentSpanId);
        Assert.Equal(LoggedComponent.Tenant.ToString(), line.Entry.Owner);
    }
}
