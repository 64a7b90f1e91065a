// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** A stream that waits in a {@link Line}, in one at most. */
abstract class Turn {
    Line line;
    Turn before;
    Turn after;

    /** Steps out of the line, if it stands in one. */
    final void leaveLine() {
        if (line != null) {
            line.remove(this);
        }
    }
}
