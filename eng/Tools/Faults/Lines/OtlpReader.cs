using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CommonGround.Tools.Faults.Lines;

/// <summary>
/// Reads the spans of an <c>ExportTraceServiceRequest</c> by the field numbers of the public .proto files (OTLP 1.x), and none of the component's
/// code: ids and attributes by name, the rest as it comes.
/// </summary>
internal static class OtlpReader
{
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static IReadOnlyList<ReceivedLine> Read(ReadOnlyMemory<byte> request) =>
        [.. Of(Fields(request), 1).SelectMany(resource => Of(Fields(resource), 2)).SelectMany(scope => Of(Fields(scope), 2)).Select(ReadSpan)];

    private static ReceivedLine ReadSpan(ReadOnlyMemory<byte> span)
    {
        var fields = Fields(span);
        return new ReceivedLine(
            Convert.ToHexStringLower(Of(fields, 1).Single().Span),
            Convert.ToHexStringLower(Of(fields, 2).Single().Span),
            string.Join('\n', fields.Select(Write)));
    }

    private static string Write((int Field, ReadOnlyMemory<byte> Bytes, ulong Number) field) => field.Field switch
    {
        5 => Text(field.Bytes),
        9 => $"{Text(Of(Fields(field.Bytes), 1).Single())}={string.Concat(Of(Fields(field.Bytes), 2).SelectMany(value => Of(Fields(value), 1)).Select(Text))}",
        _ when field.Bytes.IsEmpty => string.Create(CultureInfo.InvariantCulture, $"{field.Field}:{field.Number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{field.Field}:{Convert.ToHexStringLower(field.Bytes.Span)}"),
    };

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static IEnumerable<ReadOnlyMemory<byte>> Of(IEnumerable<(int Field, ReadOnlyMemory<byte> Bytes, ulong Number)> fields, int number) =>
        fields.Where(f => f.Field == number).Select(f => f.Bytes);

    private static List<(int Field, ReadOnlyMemory<byte> Bytes, ulong Number)> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ReadOnlyMemory<byte>, ulong)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((field, default, Varint(message.Span, ref at)));
                    break;
                case 1:
                    fields.Add((field, default, BinaryPrimitives.ReadUInt64LittleEndian(message.Span.Slice(at, 8))));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    fields.Add((field, message.Slice(at, length), 0));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"A field of an export has wire type {tag & 7}.");
            }
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(message[at] & 0x7F) << shift;
            if (message[at++] < 0x80)
            {
                return value;
            }
        }
    }
}
