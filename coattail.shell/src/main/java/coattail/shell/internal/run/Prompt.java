// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.io.IOException;

/** Asks whoever sits at the terminal. */
@FunctionalInterface
public interface Prompt {

    /**
     * Waits for a line.
     *
     * @param text what to ask, printed as it is
     * @param hidden whether the answer mustn't show while it is typed
     * @return the line without its end; {@code null} when there was none
     */
    String ask(String text, boolean hidden) throws IOException;
}
