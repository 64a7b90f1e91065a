// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.util.function.Consumer;

/**
 * A rest that comes from a peer: either read as a stream, or gathered first. Nothing of it comes before one or the
 * other is asked for. Safe for use by several threads.
 */
public interface ArrivingRest extends ReadableRest {

    /**
     * Has all of it come. One of the two is called, once, on any thread; neither may block.
     *
     * @param first the body as far as it is here
     * @param whole gets the whole body
     * @param failed gets BUSY where there is no memory for it at the moment, or why it doesn't come
     */
    void gather(Body first, Consumer<Body> whole, Consumer<Failure> failed);

    /** Nobody uses its bytes any more. May be called any number of times. */
    void release();
}
