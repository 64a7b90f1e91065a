// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;

/** A Java type that has no shape. Its message names the type, the way to it, and what is wrong with it. */
final class Unconvertible extends CoattailException {
    private static final long serialVersionUID = 1L;

    private final String way;
    private final String reason;

    Unconvertible(Class<?> type, String reason) {
        this("", type.getTypeName() + " " + reason);
    }

    private Unconvertible(String way, String reason) {
        super(ErrorCode.BAD_INPUT, way.isEmpty() ? reason : way + ": " + reason);
        this.way = way;
        this.reason = reason;
    }

    /** The same, found in a member of another type. */
    Unconvertible in(Class<?> type, String member) {
        String step = type.getSimpleName() + "." + member;
        return new Unconvertible(way.isEmpty() ? step : step + ", " + way, reason);
    }
}
