// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import coattail.core.internal.wire.Failure;

/**
 * Where the outcome of an operation goes: exactly one of the first two is called, once, on any thread; none may block.
 */
public interface Answer {

    void respond(Output output);

    void fail(Failure failure);

    /**
     * The operation takes no place any more: its handler, if it had one, has returned. Called once, before or after the
     * answer.
     */
    void released();
}
