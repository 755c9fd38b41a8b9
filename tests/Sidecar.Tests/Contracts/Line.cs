namespace CommonGround.Sidecar.Tests.Contracts;

/// <summary>The line of one replica to the store and the broker. Cut, the replica does nothing any more that others notice: as one that was killed.</summary>
public sealed class Line
{
    private volatile bool _storeIsCut;
    private volatile bool _brokerIsCut;

    public bool StoreIsCut
    {
        get => _storeIsCut;
        set => _storeIsCut = value;
    }

    public bool BrokerIsCut
    {
        get => _brokerIsCut;
        set => _brokerIsCut = value;
    }
}
