// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {
    /** RFC 8037, appendix A.2 and A.3. */
    private static final byte[] RFC_KEY =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    private static final String RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    @Test
    void theThumbprintIsThatOfRfc8037() {
        assertEquals(RFC_THUMBPRINT, InstanceId.thumbprint(RFC_KEY));
        assertEquals("ct:" + RFC_THUMBPRINT, InstanceId.ofKey(RFC_KEY));
        assertEquals(RFC_THUMBPRINT, InstanceId.thumbprintOf("ct:" + RFC_THUMBPRINT));
        assertEquals("ct:" + RFC_THUMBPRINT, InstanceId.ofThumbprint(RFC_THUMBPRINT));
    }

    @Test
    void theThumbprintsAreThoseOfTheProtocolsVectors() {
        byte[] listener = HexFormat.of().parseHex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
        byte[] dialler = HexFormat.of().parseHex("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");

        assertEquals("ct:UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4", InstanceId.ofKey(listener));
        assertEquals("ct:aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU", InstanceId.ofKey(dialler));
    }

    @Test
    void theJdkReadsTheSpkiOfAKeyAsThatKey() throws Exception {
        byte[] spki = InstanceId.toSpki(RFC_KEY);

        var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));

        assertArrayEquals(spki, key.getEncoded());
        assertArrayEquals(RFC_KEY, Arrays.copyOfRange(spki, 12, 44));
    }

    @Test
    void aKeyOfAnotherLengthHasNoId() {
        assertThrows(IllegalArgumentException.class, () -> InstanceId.ofKey(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> InstanceId.toSpki(new byte[33]));
    }

    @Test
    void aWellFormedIdIsValid() {
        assertTrue(InstanceId.isValid("ct:" + RFC_THUMBPRINT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ct:",
                "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                "CT:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                "ct:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4",
                "ct:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k=",
                "ct:kPrK+qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                "ct:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4l", // not the one way to write these bytes
                "ct:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4\n",
            })
    void anythingElseIsNot(String text) {
        assertFalse(InstanceId.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> InstanceId.thumbprintOf(text));
    }
}
