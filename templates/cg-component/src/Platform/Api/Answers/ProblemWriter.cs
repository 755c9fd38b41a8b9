using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.OpenApi;

namespace CommonGround.Platform.Api.Answers;

/// <summary>Writes problem details: status, title and detail, and the errors of the input (RFC 9457, ADR-17, ADR-19).</summary>
internal static class ProblemWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="status">The HTTP status code.</param>
    /// <param name="detail">What is wrong in this case, or <see langword="null"/> for what the status means in general.</param>
    /// <param name="errors">The errors of the input, or <see langword="null"/> where it is not about the input.</param>
    public static ReadOnlyMemory<byte> Write(int status, string? detail, IReadOnlyList<InputError>? errors)
    {
        var (title, general) = ProblemTexts.Of(status);
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("title", title);
        json.WriteString("detail", detail ?? general);
        if (errors is not null)
        {
            WriteErrors(json, errors);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<InputError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("in", error.In);
            json.WriteString("location", error.Location);
            json.WriteString("code", error.Code);
            json.WriteString("detail", error.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
