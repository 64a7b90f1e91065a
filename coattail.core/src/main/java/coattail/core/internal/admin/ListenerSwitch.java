// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import java.io.IOException;

/** The listener, as operators may switch it. */
public interface ListenerSwitch {

    /**
     * Listens again.
     *
     * @throws IllegalArgumentException with one line, if it does already or isn't configured to
     * @throws IOException of one line, if the address can't be bound
     */
    void resume() throws IOException;

    /**
     * Stops listening until {@link #resume}.
     *
     * @throws IllegalArgumentException with one line, if it doesn't listen
     */
    void pause();

    /** Whether an operator has stopped it. */
    boolean paused();
}
