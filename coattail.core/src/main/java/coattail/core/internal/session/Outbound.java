// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** A stream that this side opened, or is about to open. Belongs to the thread that drives its session. */
public final class Outbound {
    private Object context;

    Outbound() {}

    /** What the instance keeps with the stream. */
    public Object context() {
        return context;
    }

    public void context(Object context) {
        this.context = context;
    }
}
