// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.util.Map;

/**
 * What standard output is shown on.
 *
 * @param terminal whether it is a terminal, and no file or other program
 * @param columns how wide it is, 0 where there is no terminal or it can't tell
 * @param colours whether it has colours, and its user wants them (https://no-color.org)
 */
record Screen(boolean terminal, int columns, boolean colours) {
    /** Set by bin/coattail where standard output is a terminal. */
    private static final String COLUMNS = "COATTAIL_COLUMNS";

    /** What the environment says of it. */
    static Screen of(Map<String, String> environment) {
        boolean terminal = environment.containsKey(COLUMNS);
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Screen(terminal, Integer.parseInt(environment.getOrDefault(COLUMNS, "0")), terminal && colours);
    }
}
