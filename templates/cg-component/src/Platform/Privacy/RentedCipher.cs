using System.Security.Cryptography;

namespace CommonGround.Platform.Privacy;

/// <summary>A cipher that is this user's alone until it is disposed.</summary>
internal readonly ref struct RentedCipher(CipherSlot slot, AesGcm aes)
{
    public AesGcm Aes { get; } = aes;

    public void Dispose() => slot.Return(Aes);
}
