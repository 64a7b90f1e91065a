// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import coattail.core.admin.ValidationStatus;
import coattail.shell.internal.run.Shell;

class ValidationVerbsTest extends VerbFixture {
    @Test
    void issuesOneForAYearUnlessToldOtherwise() {
        assertEquals(0, run("validation-issue").exitCode());
        assertEquals(
                0, run("validation-issue", "--not-before", "1w", "--no-expiry").exitCode());
        assertEquals(0, run("validation-issue", "--expires-in", "2w").exitCode());
        assertEquals(
                List.of("issue PT0S PT8760H", "issue PT168H for ever", "issue PT0S PT336H"),
                instance.validations.asked);
        assertRefused(
                run("validation-issue", "--no-expiry", "--expires-in", "1d"),
                2,
                "--no-expiry and --expires-in exclude each other");
    }

    @Test
    void theTokenAloneGoesWhereItIsWanted() {
        var shown = run("validation-issue").out();
        assertTrue(shown.contains("Fingerprint  " + FakeValidations.FINGERPRINT), shown);
        assertTrue(shown.endsWith("\n" + FakeValidations.TEXT + "\n"), shown);
        var raw = run("validation-issue", "--print-raw-token");
        assertEquals(FakeValidations.TEXT + "\n", raw.out());
        assertTrue(raw.err().contains("Fingerprint"), raw.err());
        assertEquals(
                FakeValidations.TEXT, json("validation-issue").path("token").asText());
    }

    @Test
    void quietItPrintsNothingElse() {
        var alone = new Shell.Ran(0, FakeValidations.TEXT + "\n", "");
        assertEquals(alone, run("validation-issue", "--quiet", "--print-raw-token"));
        assertEquals(alone, run("validation-issue", "--quiet"));
    }

    @Test
    void addingOneShowsTheFingerprintToCompare() {
        var added = run("validation-add", FakeValidations.TEXT);
        assertTrue(added.out().contains("Fingerprint  " + FakeValidations.FINGERPRINT), added.out());
        assertTrue(added.out().contains("Compare the fingerprint with the one that 'info' shows at gate"), added.out());
        assertTrue(added.out().contains("--bearers vt://" + FakeValidations.ID), added.out());
        var compared = run("validation-add", FakeValidations.TEXT, "--fingerprint", FakeValidations.FINGERPRINT);
        assertFalse(compared.out().contains("Compare"), compared.out());
        assertEquals(List.of("add any", "add " + FakeValidations.FINGERPRINT), instance.validations.asked);
        assertRefused(run("validation-add", "garbage"), 1, "the token isn't three parts of base64url (BAD_INPUT)");
        assertRefused(run("validation-add"), 2, "there is nobody to ask here; give the token as @file, or as -");
    }

    @Test
    void listsAndShowsWhatRestsOnEach() {
        var row = run("validation-list").out().lines().skip(2).findFirst().orElseThrow();
        assertTrue(row.matches(FakeValidations.ID + " │ valid │ gate │ ct:.*2027-05-03 10:30Z │ +2"), row);
        assertTrue(run("validation-show", "gate").out().contains("Listed in    " + FakeInstance.TOKEN_ID + ", second"));
        assertRefused(run("validation-show", "zzz"), 1, "no validation token 'zzz' was added here (BAD_INPUT)");
        instance.validations.empty = true;
        assertEquals(
                "No validation tokens. Add one that its instance issued: coattail validation add\n",
                run("validation-list").out());
    }

    @Test
    void oneWhoseRowIsDamagedSaysWhatToDo() {
        instance.validations.standing = ValidationStatus.State.UNREADABLE;
        assertTrue(run("validation-list").out().contains("unreadable: its row in the database is damaged; remove it"));
        assertEquals("unreadable", json("validation-show", "gate").path("state").asText());
    }

    @Test
    void removingAsksAndSaysWhatItDid() {
        var removed = Shell.terminal("yes").run(verb("validation-remove"), "-vt");
        assertEquals(
                "Removed " + FakeValidations.ID + " of gate.\n"
                        + "Revoked token " + FakeInstance.TOKEN_ID + ", which nobody could use any more.\n"
                        + "It can't use token second any more; others still can.\n"
                        + "Ended at once on 2 connections.\n",
                removed.out());
        assertRefused(Shell.terminal("").run(verb("validation-remove"), "-vt"), 1, "nothing was removed (CANCELLED)");
        assertRefused(run("validation-remove", "-vt"), 2, "there is nobody to ask here; say --force");
        assertEquals(0, run("validation-remove", "--force", "gate").exitCode());
        assertEquals(
                List.of("remove " + FakeValidations.ID, "remove " + FakeValidations.ID), instance.validations.asked);
    }
}
