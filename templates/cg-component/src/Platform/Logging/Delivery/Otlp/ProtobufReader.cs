namespace CommonGround.Platform.Logging.Delivery.Otlp;

/// <summary>Reads the fields of one protobuf message. Anything that is none is a <see cref="FormatException"/>.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private const ulong LargestField = 536_870_911;

    private ReadOnlySpan<byte> _left = message;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, where it is a number.</summary>
    public ulong? Number { get; private set; }

    /// <summary>Its bytes, where it is a text, bytes or a message; otherwise empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the field that was read last is a text, bytes or a message.</summary>
    public bool IsDelimited { get; private set; }

    /// <returns>Whether there was one more field.</returns>
    /// <exception cref="FormatException">It is no protobuf.</exception>
    public bool Next()
    {
        if (_left.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        Field = tag >> 3 is > 0 and <= LargestField and var field ? (int)field : throw Unreadable();
        Number = null;
        Bytes = default;
        IsDelimited = (tag & 7) == Delimited;
        switch (tag & 7)
        {
            case Varint:
                Number = ReadVarint();
                break;
            case Fixed64:
                Take(8);
                break;
            case Delimited:
                Bytes = Take(ReadVarint());
                break;
            case Fixed32:
                Take(4);
                break;
            default:
                throw Unreadable();
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_left.Length)
        {
            throw Unreadable();
        }

        var taken = _left[..(int)length];
        _left = _left[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var read = Take(1)[0];
            value |= (ulong)(read & 0x7F) << shift;
            if (read < 0x80)
            {
                return value;
            }
        }

        throw Unreadable();
    }

    private static FormatException Unreadable() => new("It is no protobuf.");
}
