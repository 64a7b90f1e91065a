// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A JavaBean: a property that doesn't come keeps the value that the constructor gave it, one that is {@code null} isn't
 * written.
 */
final class BeanShape extends ObjectShape {
    /** {@code null} for a bean that is only written. */
    private final Constructor<?> constructor;
    /** In the order of the members, {@code null} for a property that can't be set. */
    private final List<Method> setters;

    BeanShape(Class<?> type, Constructor<?> constructor, List<Method> setters) {
        super(type);
        this.constructor = constructor;
        this.setters = setters;
    }

    @Override
    Object make(Object[] values, JsonIn in) throws ReflectiveOperationException {
        Object bean = constructor.newInstance();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != NOTHING) {
                setters.get(i).invoke(bean, values[i]);
            }
        }
        return bean;
    }

    @Override
    boolean required(Member member) {
        return false;
    }

    @Override
    boolean omitsNull() {
        return true;
    }
}
