using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Indexing;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.State;

/// <summary>How the platform's own values are written. Unknown members are skipped: a newer replica may write beside this one.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StoredDocument))]
[JsonSerializable(typeof(SealedAnswer))]
[JsonSerializable(typeof(StoredAnswer))]
[JsonSerializable(typeof(Entry))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(DrainedLog))]
[JsonSerializable(typeof(DrainedList))]
[JsonSerializable(typeof(BlockHeader))]
[JsonSerializable(typeof(IReadOnlyList<BlockLine>))]
[JsonSerializable(typeof(IndexPage))]
[JsonSerializable(typeof(EntryOutline))]
internal sealed partial class StateJson : JsonSerializerContext
{
    public static StateJson Platform { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Nothing of this is ever put into HTML; the default encoder makes six bytes of a quote.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>How a supplier's own type is stored: enums by name, so that their order may change.</summary>
    public static JsonSerializerOptions Data { get; } = CreateDataOptions();

    private static JsonSerializerOptions CreateDataOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
