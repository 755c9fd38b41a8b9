using System.Buffers.Binary;
using System.Security.Cryptography;
using CommonGround.Platform.State.Logs;

namespace CommonGround.Platform.State;

internal sealed class Identifiers(TimeProvider time) : IIdentifiers
{
    private const int FractionSteps = 1 << 12;

    /// <remarks>
    /// The 12 bits after the milliseconds are their fraction instead of chance (RFC 9562, 6.2, method 3): one request after
    /// another gives one id after another, also within a millisecond. 62 random bits stay.
    /// </remarks>
    public Guid NewDocument()
    {
        var now = time.GetUtcNow();
        var fraction = now.Ticks % TimeSpan.TicksPerMillisecond * FractionSteps / TimeSpan.TicksPerMillisecond;
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (fraction >> 8));
        bytes[7] = (byte)fraction;
        return new Guid(bytes, bigEndian: true);
    }

    public string NewName() => Guid.NewGuid().ToString("N");

    /// <remarks>55 random bits: among a million logs, two are alike once in 70,000 such components.</remarks>
    public string NewLog()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return LogName.Write(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }
}
