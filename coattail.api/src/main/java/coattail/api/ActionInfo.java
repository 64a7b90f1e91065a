// SPDX-License-Identifier: Apache-2.0
package coattail.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An action as its instance describes it.
 *
 * @param name the name
 * @param description what it does, in the author's words; may be empty
 * @param perform whether the asker may perform it
 * @param publish whether the asker may publish under its name
 * @param subscribe whether the asker may subscribe to it
 * @param input JSON Schema (2020-12) of the input, as JSON text, where it was asked for and the action can be performed
 * @param output JSON Schema (2020-12) of the output, likewise
 */
public record ActionInfo(
        String name,
        String description,
        boolean perform,
        boolean publish,
        boolean subscribe,
        Optional<String> input,
        Optional<String> output) {
    public ActionInfo {
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
    }
}
