// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.osgi.framework.ServiceReference;

import coattail.api.Whiteboard;
import coattail.core.internal.wire.Names;

/** Reads the properties of {@link Whiteboard} and checks them. */
final class Properties {
    private static final int USUAL_CONCURRENCY = 64;
    /** What this project's own names begin with, and those of the wire's. */
    private static final String RESERVED = "coattail.";

    private Properties() {}

    /** @param nameProperty which property has the name */
    static Traits read(ServiceReference<?> reference, String nameProperty) throws Refusal {
        Object name = reference.getProperty(nameProperty);
        if (name == null) {
            throw new Refusal("it has no service property " + nameProperty);
        }
        return new Traits(
                name(nameProperty, name),
                text(reference.getProperty(Whiteboard.DESCRIPTION)),
                publishes(reference.getProperty(Whiteboard.PUBLISHES)),
                concurrency(reference.getProperty(Whiteboard.CONCURRENCY)));
    }

    private static String name(String property, Object value) throws Refusal {
        if (!(value instanceof String name) || !Names.isName(name)) {
            throw new Refusal("its " + property + " isn't a name: " + Names.RULE);
        }
        if (name.startsWith(RESERVED)) {
            throw new Refusal("its " + property + " begins with " + RESERVED + ", which is reserved");
        }
        return name;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    private static Set<String> publishes(Object value) throws Refusal {
        List<?> all;
        if (value == null) {
            all = List.of();
        } else if (value instanceof Object[] several) {
            all = List.of(several);
        } else {
            all = value instanceof java.util.Collection<?> several ? List.copyOf(several) : List.of(value);
        }
        var names = new LinkedHashSet<String>();
        for (Object one : all) {
            names.add(name(Whiteboard.PUBLISHES, one));
        }
        return names;
    }

    private static int concurrency(Object value) throws Refusal {
        if (value == null) {
            return USUAL_CONCURRENCY;
        }
        if (value instanceof Number number
                && !(value instanceof Double)
                && !(value instanceof Float)
                && number.longValue() >= 1) {
            return (int) Math.min(number.longValue(), Integer.MAX_VALUE);
        }
        throw new Refusal("its " + Whiteboard.CONCURRENCY + " isn't an integer from 1 up");
    }
}
