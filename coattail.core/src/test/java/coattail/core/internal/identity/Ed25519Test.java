// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8032, 7.1, TEST 2. */
    private static final byte[] KEY = HEX.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

    private static final byte[] MESSAGE = {0x72};
    private static final byte[] SIGNATURE =
            HEX.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    @Test
    void theSignatureOfRfc8032Verifies() {
        assertTrue(Ed25519.verify(KEY, MESSAGE, SIGNATURE));
    }

    @Test
    void anotherMessageKeyOrSignatureDoesNot() {
        assertFalse(Ed25519.verify(KEY, new byte[] {0x73}, SIGNATURE));
        for (int i = 0; i < SIGNATURE.length; i++) {
            byte[] changed = SIGNATURE.clone();
            changed[i] ^= 1;
            assertFalse(Ed25519.verify(KEY, MESSAGE, changed), "byte " + i);
        }
        byte[] other = KEY.clone();
        other[0] ^= 1;
        assertFalse(Ed25519.verify(other, MESSAGE, SIGNATURE));
    }

    @Test
    void anotherLengthDoesNotVerifyAndDoesNotThrow() {
        assertFalse(Ed25519.verify(new byte[0], MESSAGE, SIGNATURE));
        assertFalse(Ed25519.verify(Arrays.copyOf(KEY, 33), MESSAGE, SIGNATURE));
        assertFalse(Ed25519.verify(KEY, MESSAGE, new byte[0]));
        assertFalse(Ed25519.verify(KEY, MESSAGE, Arrays.copyOf(SIGNATURE, 65)));
    }

    /** The other half s + L of the same signature, which a lax implementation takes too. */
    @Test
    void aSignatureWithAScalarNotReducedIsRefused() {
        var order = new BigInteger("7237005577332262213973186563042994240857116359379907606001950938285454250989");
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = SIGNATURE[63 - i];
        }
        byte[] raised = new BigInteger(1, reversed).add(order).toByteArray();
        byte[] malleated = SIGNATURE.clone();
        for (int i = 0; i < 32; i++) {
            malleated[32 + i] = i < raised.length ? raised[raised.length - 1 - i] : 0;
        }

        assertFalse(Ed25519.verify(KEY, MESSAGE, malleated));
    }

    /** The eight points of small order, and encodings of them that aren't canonical. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            })
    void aKeyOfSmallOrderVerifiesNothing(String key) {
        byte[] anySignature = new byte[64]; // with such a key, R = identity and S = 0 fit many messages
        anySignature[0] = 1;

        assertFalse(Ed25519.isValidKey(HEX.parseHex(key)));
        assertFalse(Ed25519.verify(HEX.parseHex(key), MESSAGE, anySignature));
    }

    /** The proofs of the protocol's vectors are made by this class's counterpart. */
    @ParameterizedTest
    @CsvSource({
        "01, 8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
        "02, 8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394"
    })
    void whatAPairSignsVerifies(String seedByte, String publicKey) {
        byte[] pkcs8 = HEX.parseHex("302e020100300506032b657004220420" + seedByte.repeat(32));
        PrivateKeyPair pair = PrivateKeyPair.fromPkcs8(pkcs8).orElseThrow();

        assertTrue(Arrays.equals(HEX.parseHex(publicKey), pair.publicKey()));
        assertTrue(Ed25519.verify(pair.publicKey(), MESSAGE, pair.sign(MESSAGE)));
        assertTrue(Arrays.equals(pkcs8, pair.toPkcs8()));
    }
}
