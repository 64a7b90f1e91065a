// SPDX-License-Identifier: Apache-2.0
package coattail.api;

/** What became of one publication at one subscription. */
public enum Outcome {
    /** The receiver returned normally. */
    PROCESSED,
    /** The receiver threw. */
    FAILED,
    /** The subscriber took the event but has no such receiver at the moment, or the data don't fit it. */
    REFUSED,
    /** Dropped or evicted at the publisher, since the subscription's window was full. */
    OVERLOADED,
    /** The subscriber was not connected. */
    OFFLINE,
    /** Still waiting at the publisher when the answer was due: surely not begun. */
    EXPIRED,
    /** Sent, but without an outcome when the answer was due. */
    UNKNOWN,
    /** Taken into the subscription's window; nobody asked for the verdict. */
    ENQUEUED
}
