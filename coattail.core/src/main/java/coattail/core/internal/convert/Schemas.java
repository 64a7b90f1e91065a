// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.util.LinkedHashMap;
import java.util.Map;

/** Pieces of JSON Schema. */
final class Schemas {
    private Schemas() {}

    /** Names and values in turn. */
    static Map<String, Object> of(Object... namesAndValues) {
        var schema = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            schema.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return schema;
    }
}
