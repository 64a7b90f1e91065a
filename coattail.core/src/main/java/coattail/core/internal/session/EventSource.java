// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import coattail.core.internal.wire.Message;

/** The events that wait for a subscription stream. Called on the thread that drives the session. */
public interface EventSource {

    /**
     * Takes the next event, which is written at once. Called while the stream has credit of both kinds.
     *
     * @return {@code null} where none waits
     */
    Message.Notify poll();
}
