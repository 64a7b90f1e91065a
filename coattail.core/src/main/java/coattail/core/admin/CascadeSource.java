// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import coattail.api.InstanceRef;

/**
 * What an instance said that was asked for the steps of a cascade.
 *
 * @param instance which; its name is empty where it isn't known here
 * @param state whether it answered
 * @param steps how many it told
 * @param left how many more it has than its answer had room for
 * @param reason why it didn't answer; else empty
 */
public record CascadeSource(InstanceRef instance, State state, int steps, int left, String reason) {

    /** Whether it answered. */
    public enum State {
        ANSWERED,
        /** Its token doesn't allow this, or it had none for it. */
        REFUSED,
        /** It isn't connected, isn't known here, or didn't answer in time. */
        UNREACHABLE
    }
}
