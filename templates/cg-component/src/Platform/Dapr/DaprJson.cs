using System.Text.Json.Serialization;

namespace CommonGround.Platform.Dapr;

/// <summary>What is read of the sidecar's answers. Members that it has beside these are skipped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SidecarError))]
[JsonSerializable(typeof(BulkItem[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(PublishFailures))]
[JsonSerializable(typeof(SidecarMetadata))]
internal sealed partial class DaprJson : JsonSerializerContext;
