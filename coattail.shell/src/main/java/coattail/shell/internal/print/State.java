// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.print;

import java.util.HashMap;
import java.util.Map;

import org.apache.karaf.shell.support.ansi.SimpleAnsi;

/**
 * How something stands, with what is said about it. On a terminal it has the colour of its word.
 *
 * @param word one of those that commands use for states and verdicts
 * @param reason may be empty
 */
public record State(String word, String reason) {
    private static final Map<String, String> COLOURS = new HashMap<>();

    static {
        for (var good : new String[] {"connected", "attached", "valid", "listening", "processed", "usable"}) {
            COLOURS.put(good, SimpleAnsi.COLOR_GREEN);
        }
        for (var open : new String[] {
            "connecting", "disconnected", "waiting", "no-receiver", "ending", "offline", "not-yet-valid", "overloaded"
        }) {
            COLOURS.put(open, SimpleAnsi.COLOR_YELLOW);
        }
        for (var bad :
                new String[] {"refused", "revoked", "removed", "expired", "failed", "stopped", "useless", "unreadable"
                }) {
            COLOURS.put(bad, SimpleAnsi.COLOR_RED);
        }
    }

    /** A state that needs no explanation. */
    public static State of(String word) {
        return new State(word, "");
    }

    /** The colour of text that begins with a state, {@code null} for none. */
    static String colour(String text) {
        return COLOURS.get(text.split("[:\\s]", 2)[0]);
    }

    /** Text that begins with a state, in its colour. */
    static String paint(String text) {
        var colour = colour(text);
        return colour == null ? text : colour + text + SimpleAnsi.COLOR_DEFAULT;
    }

    @Override
    public String toString() {
        return reason.isEmpty() ? word : word + ": " + reason;
    }
}
