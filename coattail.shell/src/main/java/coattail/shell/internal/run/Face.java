// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.Optional;

/**
 * How the user sees a command. A session that isn't a console of Karaf's may keep one in its variable
 * {@link #VARIABLE}; the terminal's does.
 *
 * @param spelling how commands are written there
 * @param terminal whether standard output is a terminal, and no file or other program
 * @param columns its width, 0 for any
 * @param colours whether it shows colours
 * @param prompt the way to ask; empty where there is nobody to answer
 */
public record Face(Spelling spelling, boolean terminal, int columns, boolean colours, Optional<Prompt> prompt) {
    /** The session variable. */
    public static final String VARIABLE = "coattail.face";

    /** How commands are written. */
    public enum Spelling {
        /** As in {@code coattail peer add}. */
        TERMINAL {
            @Override
            public String of(String command) {
                return "coattail " + command.replaceFirst("-", " ");
            }
        },
        /** As in {@code coattail:peer-add}. */
        CONSOLE {
            @Override
            public String of(String command) {
                return "coattail:" + command;
            }
        };

        /** @param command noun and verb, joined by a dash */
        public abstract String of(String command);
    }
}
