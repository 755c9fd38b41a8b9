using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CommonGround.Platform.Logging.Delivery.Otlp;

/// <summary>Writes the fields of one protobuf message, as far as OTLP needs them (protobuf encoding, wire types 0, 1 and 2).</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Number(int field, ulong value)
    {
        Tag(field, Varint);
        Write(value);
    }

    public void Fixed(int field, ulong value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        Write((ulong)value.Length);
        _buffer.Write(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var message = new ProtobufWriter();
        write(message);
        Bytes(field, message.Written.Span);
    }

    private void Tag(int field, int wireType) => Write((ulong)((field << 3) | wireType));

    // Seven bits in a byte, the lowest first; the eighth says that more come.
    private void Write(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value > 0x7F; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
