namespace CommonGround.Platform.Tests.State;

/// <summary>What a store was asked for.</summary>
internal sealed class StoreCounts
{
    private int _reads;
    private long _bytes;
    private int _keysWritten;
    private int _transactions;

    public int Reads => _reads;

    public long BytesRead => _bytes;

    public int KeysWritten => _keysWritten;

    public int Transactions => _transactions;

    public void Read(int bytes)
    {
        Interlocked.Increment(ref _reads);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Written(int keys)
    {
        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _keysWritten, keys);
    }
}
