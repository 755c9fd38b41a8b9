using System.Buffers.Binary;
using System.Globalization;
using CommonGround.Platform.State;
using CommonGround.Simulation.Clients;
using CommonGround.Simulation.Time;

namespace CommonGround.Simulation.Replicas;

/// <summary>Ids by counting, so that a run repeats and its trace can be read. It notes which act asked for which name.</summary>
internal sealed class SimulatedIdentifiers(string machine, Clock clock, Random random, ActsByRequest acts) : IIdentifiers
{
    private int _names;
    private int _logs;

    // Version 7: the time, then chance, so that ids of one moment come out of order.
    public Guid NewDocument()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)clock.Now.ToUnixTimeMilliseconds() << 16 | 0x7000u | (uint)random.Next(0x1000));
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public string NewName()
    {
        var name = $"{machine}.{_names++}";
        acts.Note(name);
        return name;
    }

    // Which machine, by its letter and round, and its how many-th log.
    public string NewLog() =>
        string.Create(CultureInfo.InvariantCulture, $"{machine[0] - 'A':D2}{(machine.Length > 1 ? int.Parse(machine[1..], CultureInfo.InvariantCulture) : 0):D4}{_logs++:D5}");
}
