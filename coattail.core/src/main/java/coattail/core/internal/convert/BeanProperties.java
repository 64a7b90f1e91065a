// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The properties of a JavaBean, by name, so that their order is the same on every JVM. */
final class BeanProperties {
    private static final int TWO = 2;

    private BeanProperties() {}

    /**
     * A property.
     *
     * @param getter {@code null} where there is none
     * @param setter {@code null} where there is none of the getter's type
     */
    record Property(String name, Method getter, Method setter) {}

    static List<Property> of(Class<?> type) {
        var properties = new TreeMap<String, Property>();
        var methods = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        && !method.isBridge()
                        && method.getDeclaringClass() != Object.class)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        for (var method : methods) {
            if (isGetter(method)) {
                properties.computeIfAbsent(name(method), name -> new Property(name, method, null));
            }
        }
        for (var method : methods) {
            if (isSetter(method)) {
                properties.merge(name(method), new Property(name(method), null, method), BeanProperties::settable);
            }
        }
        return List.copyOf(properties.values());
    }

    private static Property settable(Property known, Property found) {
        boolean fits = known.getter() != null
                && known.getter().getReturnType() == found.setter().getParameterTypes()[0];
        return fits ? new Property(known.name(), known.getter(), found.setter()) : known;
    }

    private static boolean isGetter(Method method) {
        if (method.getParameterCount() > 0) {
            return false;
        }
        var type = method.getReturnType();
        return (hasPrefix(method, "get") && type != void.class)
                || (hasPrefix(method, "is") && (type == boolean.class || type == Boolean.class));
    }

    private static boolean isSetter(Method method) {
        return hasPrefix(method, "set") && method.getParameterCount() == 1;
    }

    private static boolean hasPrefix(Method method, String prefix) {
        String name = method.getName();
        return name.length() > prefix.length()
                && name.startsWith(prefix)
                && !Character.isLowerCase(name.charAt(prefix.length()));
    }

    /** As the JavaBeans specification has it: {@code getSize} is size, {@code getURL} is URL. */
    private static String name(Method method) {
        String name = method.getName().substring(method.getName().startsWith("is") ? TWO : TWO + 1);
        boolean acronym =
                name.length() >= TWO && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
