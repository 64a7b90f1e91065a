// SPDX-License-Identifier: Apache-2.0
package coattail.api;

/** What a publisher does with events for a subscription whose window is full. */
public enum Overflow {
    /** The oldest waiting event is dropped for the new one: fresh data matters most. The default. */
    DROP_OLDEST,
    /** Only the newest event waits, and one at a time is under way. */
    LATEST,
    /** The new event is dropped: what waits stays in order without a gap. */
    DROP_NEWEST,
    /** The subscription's stream ends with {@link ErrorCode#SLOW_SUBSCRIBER} and is opened again later. */
    DISCONNECT
}
