using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;

namespace CommonGround.Platform.Logging;

/// <summary>How lines are written: the names of the standards, snake case.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProcessingLine))]
[JsonSerializable(typeof(AuditLine))]
internal sealed partial class LoggingJson : JsonSerializerContext
{
    public static LoggingJson Platform { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
