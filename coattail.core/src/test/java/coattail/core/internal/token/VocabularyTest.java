// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of names, bearers, ids and limits. */
class VocabularyTest {

    @Test
    void namesAreExactAndCaseSensitive() {
        NameSet set = NameSet.of(List.of("echo", "b"));

        assertTrue(set.covers("echo"));
        assertFalse(set.covers("Echo"));
        assertFalse(set.covers("ech"));
        assertFalse(set.covers("echo2"));
        assertEquals(List.of("b", "echo"), set.entries());
    }

    @Test
    void theWildcardNeverCoversCoattailsOwnNames() {
        assertTrue(NameSet.ANY.covers("anything"));
        assertFalse(NameSet.ANY.covers("coattail.shutdown"));
        assertTrue(NameSet.ANY.covers("coattailx"));
        assertTrue(NameSet.ANY.covers("Coattail.x"));
        assertTrue(NameSet.of(List.of("*", "coattail.shutdown")).covers("coattail.shutdown"));
        assertEquals(List.of("*", "a"), NameSet.of(List.of("a", "*", "a")).entries());
    }

    @Test
    void aSetTakesNamesOnlyAndNotTooMany() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> NameSet.of(List.of("ok", "\u001b[31mred")));
        assertTrue(refusal.getMessage().startsWith("'\\u001b[31mred' is neither a name nor *"), refusal.getMessage());
        var many = IntStream.range(0, 64).mapToObj(i -> "n" + i).toList();
        assertEquals(64, NameSet.of(many).entries().size());
        var more = IntStream.range(0, 65).mapToObj(i -> "n" + i).toList();
        assertThrows(IllegalArgumentException.class, () -> NameSet.of(more));
    }

    @Test
    void bearersAdmitFromTheirNetworksOrFromAnywhere() throws Exception {
        var here = InetAddress.getByName("10.1.2.3");

        assertTrue(Bearers.FIRST_KEY.admits(here));
        assertTrue(Bearers.of(List.of("ipv6://::1", "ipv4://10.0.0.0/8"), false).admits(here));
        assertFalse(
                Bearers.of(List.of("ipv6://::1", "ipv4://11.0.0.0/8"), false).admits(here));
    }

    @Test
    void bearersComeBackFromTheirEntries() {
        var entries = List.of("vt://AAAAAAAAAAAAAAAAAAAAAA", "ipv4://10.0.0.0/8");

        assertEquals(entries, Bearers.of(entries, false).entries());
        assertEquals(
                List.of("AAAAAAAAAAAAAAAAAAAAAA"), Bearers.of(entries, false).validationTokens());
        assertEquals(
                List.of("*", "ipv4://10.0.0.0/8"),
                Bearers.of(List.of("ipv4://10.0.0.0/8"), true).entries());
        assertTrue(Bearers.fromClaim(List.of("*")).anyone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "10.0.0.0/8", "vt://", "vt://x", "vt://AAAAAAAAAAAAAAAAAAAAAB", "ct:x"})
    void anOperatorCantWriteOtherBearers(String entry) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Bearers.of(List.of(entry), false));
        assertTrue(refusal.getMessage().contains("isn't a bearer"), refusal.getMessage());
    }

    @Test
    void bearersAreBounded() {
        var many = IntStream.range(0, 65).mapToObj(i -> "ipv4://10.0.0." + i).toList();

        assertThrows(IllegalArgumentException.class, () -> Bearers.of(many, false));
        assertEquals(
                1,
                Bearers.of(Collections.nCopies(65, "ipv4://10.0.0.1"), false)
                        .networks()
                        .size());
    }

    @Test
    void tokenIdsAre16BytesInOneForm() {
        byte[] id = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

        assertEquals("AAECAwQFBgcICQoLDA0ODw", TokenId.of(id));
        assertEquals("AAECAwQFBgcICQoLDA0ODw", TokenId.of(TokenId.toBytes("AAECAwQFBgcICQoLDA0ODw")));
        assertFalse(TokenId.isValid("AAECAwQFBgcICQoLDA0OD"));
        assertFalse(TokenId.isValid("AAECAwQFBgcICQoLDA0ODx"));
        assertFalse(TokenId.isValid("AAECAwQFBgcICQoLDA0O=="));
        assertThrows(IllegalArgumentException.class, () -> TokenId.of(new byte[15]));
    }

    @Test
    void limitsAreInRange() {
        new Limits(1, 1, 1, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1, 0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1, 1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1_000_001, 1, 1, 1, 1));
    }

    @Test
    void textOfStrangersIsShownWithoutPower() {
        assertEquals("'plain text'", Printable.quote("plain text"));
        assertEquals("'it\\'s \\\\'", Printable.quote("it's \\"));
        assertEquals("'\\u001b[2J\\u202e\\u000a'", Printable.quote("\u001b[2J\u202e\n"));
        assertEquals("'" + "a".repeat(64) + "...'", Printable.quote("a".repeat(65)));
        assertTrue(Printable.quote("\u001b".repeat(1_000)).length() <= 128);
    }
}
