// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** A stream that the other side opened. Belongs to the thread that drives its session. */
public final class Inbound {
    private final long id;
    private Object context;

    Inbound(long id) {
        this.id = id;
    }

    public long id() {
        return id;
    }

    /** What the instance keeps with the stream. */
    public Object context() {
        return context;
    }

    public void context(Object context) {
        this.context = context;
    }
}
