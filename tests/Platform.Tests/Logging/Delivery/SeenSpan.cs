using System.Buffers.Binary;
using System.Text;

namespace CommonGround.Platform.Tests.Logging.Delivery;

/// <summary>A span as a collector reads it, by the field numbers of the public .proto files and none of the writer's code.</summary>
internal sealed class SeenSpan
{
    public string TraceId { get; private set; } = "";

    public string SpanId { get; private set; } = "";

    public string? ParentSpanId { get; private set; }

    public string Name { get; private set; } = "";

    public ulong Kind { get; private set; }

    public ulong Start { get; private set; }

    public ulong End { get; private set; }

    public ulong Status { get; private set; }

    public Dictionary<string, string> Attributes { get; } = [];

    public string Scope { get; private set; } = "";

    public Dictionary<string, string> Resource { get; private set; } = [];

    /// <summary>Reads an <c>ExportTraceServiceRequest</c>.</summary>
    public static IReadOnlyList<SeenSpan> ReadRequest(byte[] body)
    {
        var spans = new List<SeenSpan>();
        foreach (var resourceSpans in Fields(body).Select(f => f.Field == 1 ? f.Bytes : throw new InvalidDataException($"field {f.Field}")))
        {
            var resource = new Dictionary<string, string>();
            foreach (var (field, bytes, _) in Fields(resourceSpans))
            {
                if (field == 1)
                {
                    Fields(bytes).ForEach(attribute => Add(resource, attribute));
                }
                else
                {
                    Assert.Equal(2, field);
                    spans.AddRange(ReadScope(bytes, resource));
                }
            }
        }

        return spans;
    }

    private static IEnumerable<SeenSpan> ReadScope(byte[] bytes, Dictionary<string, string> resource)
    {
        var scope = "";
        foreach (var (field, inner, _) in Fields(bytes))
        {
            if (field == 1)
            {
                scope = Encoding.UTF8.GetString(Assert.Single(Fields(inner), f => f.Field == 1).Bytes);
            }
            else
            {
                Assert.Equal(2, field);
                yield return ReadSpan(inner, scope, resource);
            }
        }
    }

    private static SeenSpan ReadSpan(byte[] bytes, string scope, Dictionary<string, string> resource)
    {
        var span = new SeenSpan { Scope = scope, Resource = resource };
        foreach (var each in Fields(bytes))
        {
            switch (each.Field)
            {
                case 1:
                    span.TraceId = Convert.ToHexStringLower(each.Bytes);
                    break;
                case 2:
                    span.SpanId = Convert.ToHexStringLower(each.Bytes);
                    break;
                case 4:
                    span.ParentSpanId = Convert.ToHexStringLower(each.Bytes);
                    break;
                case 5:
                    span.Name = Encoding.UTF8.GetString(each.Bytes);
                    break;
                case 6:
                    span.Kind = each.Number;
                    break;
                case 7:
                    span.Start = each.Number;
                    break;
                case 8:
                    span.End = each.Number;
                    break;
                case 9:
                    Add(span.Attributes, each);
                    break;
                case 15:
                    span.Status = Fields(each.Bytes).SingleOrDefault(f => f.Field == 3).Number;
                    break;
                default:
                    Assert.Fail($"A span has field {each.Field}, which no processing line has.");
                    break;
            }
        }

        return span;
    }

    private static void Add(Dictionary<string, string> attributes, (int Field, byte[] Bytes, ulong Number) attribute)
    {
        var members = Fields(attribute.Bytes);
        var value = Assert.Single(Fields(members.Single(m => m.Field == 2).Bytes));
        Assert.Equal(1, value.Field);
        attributes.Add(Encoding.UTF8.GetString(members.Single(m => m.Field == 1).Bytes), Encoding.UTF8.GetString(value.Bytes));
    }

    private static List<(int Field, byte[] Bytes, ulong Number)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[], ulong)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(((int)(tag >> 3), [], Varint(message, ref at)));
                    break;
                case 1:
                    fields.Add(((int)(tag >> 3), [], BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at, 8))));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add(((int)(tag >> 3), message[at..(at + length)], 0));
                    at += length;
                    break;
                default:
                    Assert.Fail($"wire type {tag & 7}");
                    break;
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
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
