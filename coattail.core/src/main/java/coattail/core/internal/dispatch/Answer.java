// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import coattail.core.internal.wire.Failure;

/**
 * Where the outcome of an operation goes: exactly one of {@link #respond} and {@link #fail} is called, once, on any
 * thread; none may block.
 */
public interface Answer {

    /**
     * Tells that the handler is called next: from here on the operation may have had an effect.
     *
     * @return whether it is to be called at all
     */
    default boolean begin() {
        return true;
    }

    void respond(Output output);

    void fail(Failure failure);

    /**
     * Sends the body of what was {@linkplain #respond answered}, where it is read as a stream: returns once it is gone,
     * or nobody wants it any more. Blocks, unlike the others: called on the handler's thread, which takes the handler's
     * place for so long.
     *
     * @param deadlineMillis on the timers' clock; then it is given up
     */
    default void sendBody(long deadlineMillis) {}

    /**
     * The operation takes no place any more: its handler, if it had one, has returned. Called once, before or after the
     * answer.
     */
    void released();
}
