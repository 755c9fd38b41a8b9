using System.Text.Json.Serialization;

namespace CommonGround.Platform.Dapr;

/// <summary>What is read of the sidecar's answers over HTTP. Members that it has beside these are skipped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SidecarError))]
[JsonSerializable(typeof(SidecarMetadata))]
internal sealed partial class DaprJson : JsonSerializerContext;
