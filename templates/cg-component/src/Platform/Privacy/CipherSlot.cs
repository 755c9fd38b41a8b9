using System.Security.Cryptography;

namespace CommonGround.Platform.Privacy;

/// <summary>
/// Keeps one cipher of a key for the next user. An <see cref="AesGcm"/> serves one thread at a time; whoever finds none makes one.
/// </summary>
internal sealed class CipherSlot(byte[] key)
{
    private AesGcm? _idle;

    public RentedCipher Rent() =>
        new(this, Interlocked.Exchange(ref _idle, null) ?? new AesGcm(key, AesGcm.TagByteSizes.MaxSize));

    public void Return(AesGcm cipher) => Interlocked.Exchange(ref _idle, cipher)?.Dispose();
}
