using System.Text.Json.Nodes;
using Voorbeeld.Component.Tests.Fixture;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>Events that nobody can use, with the number in every place that an event has.</summary>
internal static class CanaryEvents
{
    public static IEnumerable<string> All()
    {
        yield return Canary.Bsn;
        yield return $"{{\"{Canary.Bsn}\":";
        foreach (var source in new[] { ComponentFixture.Zaakregister, $"urn:nld:{Canary.Bsn}", Canary.Bsn })
        {
            yield return new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = Canary.Bsn,
                ["source"] = source,
                ["type"] = $"nl.onbekend.{Canary.Bsn}",
                ["subject"] = Canary.Bsn,
                ["datacontenttype"] = "application/json",
                ["data"] = new JsonObject { ["bsn"] = Canary.Bsn },
            }.ToJsonString();
        }
    }
}
