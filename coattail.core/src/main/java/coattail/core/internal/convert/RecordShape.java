// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.lang.reflect.Constructor;

/** A record: every component is required unless it is Optional, and none is {@code null}. */
final class RecordShape extends ObjectShape {
    private final Constructor<?> constructor;

    RecordShape(Class<?> type, Constructor<?> constructor) {
        super(type);
        this.constructor = constructor;
    }

    @Override
    Object make(Object[] values, JsonIn in) throws ReflectiveOperationException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == NOTHING) {
                var member = members().get(i);
                if (!member.shape().optional()) {
                    throw in.missing(member.name(), member.shape());
                }
                values[i] = member.shape().absent();
            }
        }
        return constructor.newInstance(values);
    }

    @Override
    boolean required(Member member) {
        return !member.shape().optional();
    }

    @Override
    boolean omitsNull() {
        return false;
    }
}
