// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

/**
 * A receiver deployed here.
 *
 * @param name its name
 * @param description in the author's words, may be empty
 * @param event the event's type, for people
 * @param publishes the names it declares to publish under
 * @param bundle symbolic name and version of the bundle that provides it
 * @param offered whether this service serves the name
 * @param reason why it doesn't: shadowed by another, or refused; empty where it does
 * @param subscriptions how many subscriptions of this instance lead to it
 */
public record ReceiverStatus(
        String name,
        String description,
        String event,
        List<String> publishes,
        String bundle,
        boolean offered,
        String reason,
        int subscriptions) {
    public ReceiverStatus {
        publishes = List.copyOf(publishes);
    }
}
