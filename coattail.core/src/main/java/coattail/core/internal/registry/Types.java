// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

import coattail.core.internal.convert.TypeArguments;

/** Finds the types that an action or receiver is of. */
final class Types {
    private Types() {}

    /**
     * The types that the class gives to the interface's parameters, else those that the service's properties name.
     *
     * @param properties one for each parameter
     */
    static List<Type> of(ServiceReference<?> reference, Object service, Class<?> contract, List<String> properties)
            throws Refusal {
        var told = TypeArguments.of(service.getClass(), contract);
        if (told.size() == properties.size()) {
            return told;
        }
        var types = new ArrayList<Type>();
        for (String property : properties) {
            types.add(type(reference, property, properties));
        }
        return types;
    }

    private static Type type(ServiceReference<?> reference, String property, List<String> properties) throws Refusal {
        Object value = reference.getProperty(property);
        if (value instanceof Class<?> type) {
            return type;
        }
        if (value instanceof String name) {
            return load(reference.getBundle(), property, name);
        }
        throw new Refusal("its class doesn't tell its types; a lambda or a proxy must name them in the service "
                + (properties.size() == 1 ? "property " : "properties ") + String.join(" and ", properties));
    }

    private static Class<?> load(Bundle bundle, String property, String name) throws Refusal {
        try {
            if (bundle != null) {
                return bundle.loadClass(name);
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new Refusal("its " + property + " names a class that its bundle can't load", e);
        }
        throw new Refusal("its bundle is gone");
    }
}
