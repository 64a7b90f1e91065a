// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import coattail.api.Action;
import coattail.api.Invocation;

/** An action that tells its types. */
class Greet implements Action<Greet.Guest, Greet.Greeting> {
    record Guest(String name) {}

    record Greeting(String text) {}

    @Override
    public Greeting perform(Guest guest, Invocation invocation) {
        return new Greeting("Hello, " + guest.name());
    }
}
