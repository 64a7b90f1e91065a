// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.shell.internal.run.Shell;

class KeyVerbsTest extends VerbFixture {
    @Test
    void listsWhatEachKeyIsFor() {
        var rows = run("key-list").out().lines().skip(2).map(String::strip).toList();
        assertEquals(4, rows.size());
        assertTrue(rows.get(0).matches("identity +│ aVBtapLd.* │ - +│ -"), rows.get(0));
        assertTrue(rows.get(1).matches("certificate │ 7f01 .*2026-06-03 10:30Z │ -"), rows.get(1));
        assertTrue(rows.get(2).matches("signing +│ UDDReOZl.* │ - +│ +2"), rows.get(2));
        assertTrue(rows.get(3).matches("verifying +│ -VBtapLd.* 2026-06-03 10:30Z │ +1"), rows.get(3));
    }

    @Test
    void anOrdinaryExchangeAsksNothing() {
        assertEquals(
                "Tokens are signed with key new.\n" + "Key " + FakeKeys.SIGNING
                        + " still verifies 2 tokens until 2026-06-03 10:30Z.\n",
                run("key-rotate").out());
        assertEquals(List.of("rotate"), instance.keys.asked);
        assertRefused(run("key-rotate", "-VBt"), 2, "KEY is for --compromised");
    }

    @Test
    void droppingAKeyAsksAndSaysWhatItDid() {
        var asked = Shell.terminal("yes").run(verb("key-rotate"), "--compromised");
        assertEquals(
                "Dropped key " + FakeKeys.SIGNING + ", and revoked 2 tokens under it, on 1 connection at once.\n"
                        + "Tokens are signed with key new.\n",
                asked.out());
        assertRefused(
                Shell.terminal("").run(verb("key-rotate"), "--compromised"), 1, "nothing has changed (CANCELLED)");
        assertRefused(run("key-rotate", "--compromised"), 2, "there is nobody to ask here; say --force");
        assertEquals(0, run("key-rotate", "--compromised", "--force").exitCode());
        assertEquals(List.of("rotate compromised", "rotate compromised"), instance.keys.asked);
    }

    @Test
    void anEarlierKeyIsDroppedByItsId() {
        assertEquals(
                "Dropped key " + FakeKeys.EARLIER + ", and revoked 1 token under it.\n" + "Tokens are signed with key "
                        + FakeKeys.SIGNING + ".\n",
                run("key-rotate", "-VBt", "--compromised", "--force").out());
        assertEquals(List.of("drop -VBt"), instance.keys.asked);
        assertRefused(
                run("key-rotate", "moon", "--compromised", "--force"), 1, "no key 'moon' signed before (BAD_INPUT)");
    }
}
