using System.Security.Cryptography;
using System.Text;
using CommonGround.Platform.Privacy;

namespace CommonGround.Platform.Tests.Privacy;

public class KeyRingTests
{
    private const string Place = "00000099000000001000/aanvragen/1";

    private static readonly Oin s_tenant = Oin.Parse("00000099000000001000");
    private static readonly Oin s_other = Oin.Parse("00000099000000002000");
    private static readonly byte[] s_plain = Encoding.UTF8.GetBytes("999993653");

    private readonly Dictionary<string, string> _secret = new() { ["1"] = Key(), ["2"] = Key() };

    private KeyRing Ring => new(_secret);

    [Fact]
    public void What_is_sealed_opens_with_the_same_tenant_and_place() =>
        Assert.Equal(s_plain, Ring.Open(s_tenant, Place, Ring.Seal(s_tenant, Place, s_plain)));

    [Fact]
    public void Nothing_and_much_can_be_sealed()
    {
        var much = RandomNumberGenerator.GetBytes(1_000_000);

        Assert.Empty(Ring.Open(s_tenant, Place, Ring.Seal(s_tenant, Place, [])));
        Assert.Equal(much, Ring.Open(s_tenant, Place, Ring.Seal(s_tenant, Place, much)));
    }

    [Fact]
    public void The_highest_number_seals_and_is_named()
    {
        _secret["10"] = Key();

        Assert.Equal(10, Ring.Current);
        Assert.Equal([1, 2, 10], Ring.Numbers.Order());
        Assert.Matches("^10\\.[A-Za-z0-9_-]+$", Ring.Seal(s_tenant, Place, s_plain));
    }

    [Fact]
    public void A_later_number_leaves_the_earlier_ones_readable()
    {
        var before = Ring.Seal(s_tenant, Place, s_plain);
        _secret["3"] = Key();

        Assert.Equal(s_plain, Ring.Open(s_tenant, Place, before));
        Assert.StartsWith("3.", Ring.Seal(s_tenant, Place, s_plain), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_is_sealed_differently_each_time() =>
        Assert.NotEqual(Ring.Seal(s_tenant, Place, s_plain), Ring.Seal(s_tenant, Place, s_plain));

    [Fact]
    public void Another_tenant_cannot_open_it() =>
        Assert.ThrowsAny<CryptographicException>(() => Ring.Open(s_other, Place, Ring.Seal(s_tenant, Place, s_plain)));

    [Fact]
    public void It_does_not_open_in_another_place() =>
        Assert.ThrowsAny<CryptographicException>(() => Ring.Open(s_tenant, Place + "0", Ring.Seal(s_tenant, Place, s_plain)));

    [Fact]
    public void It_does_not_open_under_another_number()
    {
        _secret["2"] = _secret["1"];
        var text = Ring.Seal(s_tenant, Place, s_plain);

        Assert.ThrowsAny<CryptographicException>(() => Ring.Open(s_tenant, Place, "1" + text[1..]));
    }

    [Fact]
    public void It_does_not_open_when_any_byte_was_altered()
    {
        var bytes = Convert.FromBase64String(Ring.Seal(s_tenant, Place, [1])[2..].Replace('-', '+').Replace('_', '/').PadRight(40, '='));
        var ring = Ring;

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var text = "2." + Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=');
            Assert.ThrowsAny<CryptographicException>(() => ring.Open(s_tenant, Place, text));
            bytes[i] ^= 1;
        }

        Assert.Equal(29, bytes.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("2")]
    [InlineData("2.")]
    [InlineData("2.AAAA")]
    [InlineData("2.!!!!")]
    [InlineData("3.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("02.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("-2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_never_sealed_does_not_open(string text) =>
        Assert.ThrowsAny<CryptographicException>(() => Ring.Open(s_tenant, Place, text));

    [Fact]
    public void A_hash_is_the_same_for_the_same_value_and_43_characters() =>
        Assert.Matches("^[A-Za-z0-9_-]{43}$", Assert.Single(new[] { Hash(), Hash() }.Distinct()));

    [Fact]
    public void A_hash_differs_by_tenant_number_purpose_and_value()
    {
        string[] hashes =
        [
            Hash(), Hash(tenant: s_other), Hash(number: 2), Hash(purpose: "aanvragen/naam"), Hash(value: "999994086"),
        ];

        Assert.Distinct(hashes);
    }

    [Fact]
    public void A_hash_under_a_number_that_is_not_at_hand_is_refused() =>
        Assert.ThrowsAny<CryptographicException>(() => Hash(number: 3));

    [Fact]
    public void A_tenant_that_was_never_filled_in_has_no_keys()
    {
        Assert.Throws<ArgumentException>(() => Ring.Seal(default, Place, s_plain));
        Assert.Throws<ArgumentException>(() => Hash(tenant: default(Oin)));
    }

    [Fact]
    public void A_ring_from_the_same_secret_opens_and_hashes_alike()
    {
        Assert.Equal(s_plain, new KeyRing(_secret).Open(s_tenant, Place, new KeyRing(_secret).Seal(s_tenant, Place, s_plain)));
        Assert.Equal(Hash(), Hash());
    }

    /// <summary>Written by an earlier version: a change of the derivation or the form would leave stored data unreadable.</summary>
    [Fact]
    public void What_an_earlier_version_wrote_still_opens()
    {
        var ring = new KeyRing(new Dictionary<string, string> { ["1"] = Convert.ToBase64String(new byte[32]) });

        Assert.Equal(s_plain, ring.Open(s_tenant, Place, "1.AAECAwQFBgcICQoLRdCADFAGmNkqkhPuJ_Iws6FSOyayzQ_BlA"));
        Assert.Equal("INef9Dzq3hLIwrvmqn7Zfi-sKz1aqDjK4QexXIQ5YCE", ring.Hash(s_tenant, 1, "aanvragen/bsn", "999993653"));
    }

    [Fact]
    public async Task Many_threads_use_one_ring()
    {
        var ring = Ring;
        Oin[] tenants = [s_tenant, s_other];

        var threads = Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var (tenant, plain) = (tenants[i % 2], Encoding.UTF8.GetBytes($"{thread}/{i}"));
                Assert.Equal(plain, ring.Open(tenant, Place, ring.Seal(tenant, Place, plain)));
            }
        }));

        await Task.WhenAll(threads);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("een")]
    [InlineData("")]
    [InlineData("2147483648")]
    public void A_key_that_is_not_a_positive_number_is_an_error(string number)
    {
        var error = Assert.Throws<FormatException>(() => new KeyRing(new Dictionary<string, string> { ["1"] = Key(), [number] = Key() }));

        Assert.Contains("numbers from 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQtYnV0LXZlcnktc2VjcmV0LTMxLWJ5dGU=")]
    public void A_short_or_broken_key_is_an_error_that_does_not_show_it(string value)
    {
        _secret["7"] = value;

        var error = Assert.Throws<FormatException>(() => Ring);

        Assert.Equal("Key 7 is not base64 of at least 32 random bytes.", error.Message);
    }

    [Fact]
    public void A_secret_without_keys_is_an_error() =>
        Assert.Throws<FormatException>(() => new KeyRing(new Dictionary<string, string>()));

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private string Hash(Oin? tenant = null, int number = 1, string purpose = "aanvragen/bsn", string value = "999993653") =>
        Ring.Hash(tenant ?? s_tenant, number, purpose, value);
}
