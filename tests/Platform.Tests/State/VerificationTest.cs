using CommonGround.Platform.State.Archiving;
using CommonGround.Platform.State.Verification;

namespace CommonGround.Platform.Tests.State;

/// <summary>Logs on a store that a test alters, and what verification finds in them.</summary>
public abstract class VerificationTest
{
    private protected VerificationTest() => Store = new FaultyStore(Time);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected ShiftedTime Time { get; } = new();

    private protected FaultyStore Store { get; }

    private protected static Task<LogVerificationResult> VerifyAsync(StateHost host, params LogHead[] heads) => host.Get<LogVerification>().VerifyAsync(heads, Cancel);

    private protected static Task ArchiveAsync(StateHost host) => host.Get<Archiver>().ArchiveAsync(Cancel);

    private protected static void AssertWhole(LogVerificationResult found) => Assert.True(found.IsWhole, string.Join("; ", found.Faults));

    private protected static void AssertFault(LogVerificationResult found, string place, string what)
    {
        var fault = Assert.Single(found.Faults);
        Assert.Equal(place, fault.Place);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
    }

    private protected void Edit(string key, string from, string to)
    {
        Assert.Contains(from, Store.Dump()[key], StringComparison.Ordinal);
        Store.Write(key, Store.Dump()[key].Replace(from, to, StringComparison.Ordinal));
    }
}
